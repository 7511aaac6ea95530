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
 * @param clock what time brings to it
 * @param summary safe HTML; null for none
 * @param covers what will be done, exactly
 * @param history what led to this round
 * @param ballot what the viewer can say; null when there is nothing to say
 * @param whyNot why the viewer cannot decide, while it is open; null when he can
 * @param rework what to resubmit; null unless the viewer has to
 * @param handing the form that hands it over; null for whoever has nothing to hand over
 * @param unsent what the viewer typed, where there is no form any more to hold it
 * @param upNext another request that waits for the viewer, once this one is answered
 */
public record RequestPage(
    Frame frame,
    RequestDetail request,
    String title,
    Badge state,
    String headline,
    Clock clock,
    @Nullable String summary,
    Shape.Facts input,
    List<Covered> covers,
    List<ExhibitView> evidence,
    List<Voice> voices,
    History history,
    @Nullable Ballot ballot,
    @Nullable String whyNot,
    @Nullable Rework rework,
    @Nullable Handing handing,
    Shape.Facts unsent,
    @Nullable Notice notice,
    @Nullable UpNext upNext) {

  /** A step that is part of what is agreed to. */
  public record Covered(String step, String connector, Shape.Facts parameters) {}

  /**
   * What time brings.
   *
   * @param expires null when it never does, and once it is closed
   * @param due null when no answer is expected at a time, and once it is closed
   * @param rungs in order
   */
  public record Clock(
      Moment opened,
      @Nullable Moment expires,
      @Nullable Moment due,
      boolean overdue,
      @Nullable Moment decided,
      List<Rung> rungs) {}

  /**
   * A rung of the ladder.
   *
   * @param what who comes in and how, as a sentence without its end
   * @param at when time climbs it; null when it was climbed, or time never does
   */
  public record Rung(String what, @Nullable Moment at, boolean climbed) {}

  /** What led to this round: remarks of earlier ones, rights that went to others, climbed rungs. */
  public record History(List<Remark> remarks, List<Passed> handovers, List<Passed> climbs) {}

  /** What was to be changed. */
  public record Remark(
      int round, String person, @Nullable String comment, Shape.Facts form, Moment at) {}

  /** Something that happened to the request, as a sentence without its end, and when. */
  public record Passed(String what, Moment at) {}

  /**
   * What one person said.
   *
   * @param said what it counts as, in the words of the gate
   * @param as in what capacity; may be empty
   * @param fate what became of it; null for a decision that simply stands
   * @param standing whether it is the version that stands
   */
  public record Voice(
      String name,
      String person,
      Badge said,
      @Nullable String comment,
      Shape.Facts form,
      List<String> as,
      Moment at,
      @Nullable String fate,
      boolean standing) {}

  /**
   * What the viewer can say.
   *
   * @param subject what it is said about
   * @param said the title of what the viewer said and what stands; null for none
   * @param approvable whether all required evidence is there
   * @param papers the forms; the first has everything that asks for no other form
   */
  public record Ballot(
      String subject, @Nullable String said, boolean approvable, List<Paper> papers) {}

  /**
   * One form with its buttons.
   *
   * @param id begins the ids of its elements
   * @param title what it says; null for the first
   * @param edits fields of the input that an approval may change
   * @param comment as typed before
   * @param commentFor what needs a comment, in words for people; empty for nothing
   */
  public record Paper(
      String id,
      @Nullable String title,
      List<FormField> fields,
      List<FormField> edits,
      String comment,
      String commentFor,
      List<Button> buttons) {}

  /**
   * A button that says something.
   *
   * @param style a class of the style sheet
   * @param carriesForm whether the fields of the form belong to it
   */
  public record Button(
      String word, String title, String sign, @Nullable String style, boolean carriesForm) {}

  /**
   * The form of whoever has to resubmit.
   *
   * @param fields the input's, with their values
   * @param json the whole input as text, where its schema names no fields; null otherwise
   * @param comment as typed before
   */
  public record Rework(List<FormField> fields, @Nullable String json, String comment) {}

  /**
   * The form that hands a request over.
   *
   * @param another whether the viewer may hand over what is somebody else's
   */
  public record Handing(boolean another, String from, String to, String reason, String until) {}

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
    return !request.closed() && "approved".equals(request.expiresAs());
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

  /** Who never counts, without those of whom the evaluation says so already. */
  public List<RequestDetail.Excluded> excludedBesides() {
    return request.exclusions().stream()
        .filter(each -> !isIgnored(request.evaluation(), each.person()))
        .toList();
  }

  private static boolean isIgnored(RequestDetail.EvaluationPart part, String person) {
    return part.ignored().stream().anyMatch(each -> each.person().equals(person))
        || part.parts().stream().anyMatch(each -> isIgnored(each, person));
  }

  /** When rejections end the request, where one alone does not. */
  public static String rejectsText(String rejects) {
    return rejects.startsWith("count:")
        ? "It is rejected when " + rejects.substring("count:".length()) + " people reject it."
        : "It is rejected when approval can no longer be reached.";
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
