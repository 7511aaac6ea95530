package dev.gatehold.server.page.request;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.evidence.ExhibitView;
import dev.gatehold.server.request.RequestDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of a request reads. Every text of others in it has been made visible.
 *
 * @param headline one sentence: who is still needed, or how it ended
 * @param summary safe HTML; null for none
 * @param covers what will be done, exactly
 * @param ballot what the viewer can say; null when there is nothing to say
 * @param whyNot why the viewer cannot decide, while it is open; null when he can
 * @param unsent what the viewer typed, where there is no form any more to hold it
 * @param upNext another request that waits for the viewer, once this one is answered
 */
public record RequestPage(
    Frame frame,
    RequestDetail request,
    String title,
    Badge state,
    String headline,
    Moment opened,
    @Nullable Moment expires,
    @Nullable Moment decided,
    @Nullable String summary,
    Shape.Facts input,
    List<Covered> covers,
    List<ExhibitView> evidence,
    List<Voice> voices,
    @Nullable Ballot ballot,
    @Nullable String whyNot,
    Shape.Facts unsent,
    @Nullable Notice notice,
    @Nullable UpNext upNext) {

  /** A step that is part of what is agreed to. */
  public record Covered(String step, String connector, Shape.Facts parameters) {}

  /**
   * What one person said.
   *
   * @param standing whether it is the version that stands
   */
  public record Voice(
      String name,
      String person,
      Badge verdict,
      @Nullable String comment,
      Shape.Facts form,
      List<String> groups,
      Moment at,
      boolean standing) {}

  /**
   * The decision form.
   *
   * @param said the verdict of the viewer that stands; null for none
   * @param approvable whether all required evidence is there
   * @param comment as typed before
   * @param commentFor the verdicts that need a comment, in words for people; empty for none
   */
  public record Ballot(
      String subject,
      @Nullable String said,
      boolean approvable,
      List<FormField> fields,
      String comment,
      String commentFor) {
    public boolean canApprove() {
      return approvable && !"approve".equals(said);
    }

    public boolean canReject() {
      return !"reject".equals(said);
    }
  }

  /** Another request that waits for the viewer. */
  public record UpNext(String id, String title) {}

  /** {@code flow@3} or {@code flow@draft}. */
  public String release() {
    return request.flow()
        + "@"
        + (request.release().draft() ? "draft" : request.release().number());
  }

  /** The first digits of a digest, enough to compare at a glance. */
  public static String brief(String digest) {
    int colon = digest.indexOf(':');
    return digest.substring(colon + 1, Math.min(digest.length(), colon + 13));
  }

  /** Whether silence opens the gate; every page must say so. */
  public boolean silenceApproves() {
    return request.open() && "approved".equals(request.expiresAs());
  }

  /** What a part of the requirement is called, for people. */
  public static String ruleName(String rule) {
    return switch (rule) {
      case "all" -> "All of these";
      case "any" -> "Any of these";
      case "stages" -> "One after the other";
      default -> VisibleText.line(rule);
    };
  }

  /** What silence becomes, as the beginning of a sentence that ends with the time. */
  public String silence() {
    return "expired".equals(request.expiresAs()) ? "expires" : "becomes " + request.expiresAs();
  }

  /** A name, with the id where it differs. */
  public static String named(String name, String id) {
    return name.equals(id) ? id : name + " (" + id + ")";
  }
}
