package dev.gatehold.server.page.request;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Markdown;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.evidence.EvidenceReader;
import dev.gatehold.server.page.request.RequestPage.Ballot;
import dev.gatehold.server.page.request.RequestPage.Covered;
import dev.gatehold.server.page.request.RequestPage.UpNext;
import dev.gatehold.server.page.request.RequestPage.Voice;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Decided;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the page of a request. */
final class RequestPages {
  /** The field of the comment. */
  static final String COMMENT = "comment";

  private final EvidenceReader evidence;

  RequestPages(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  /** The page before anybody typed. */
  RequestPage show(Frame frame, RequestDetail request, String viewer, Instant now) {
    return page(frame, request, viewer, now, null, null, null);
  }

  /** The page after a decision that was applied. */
  RequestPage after(
      Frame frame,
      RequestDetail request,
      String viewer,
      Instant now,
      Notice notice,
      @Nullable UpNext upNext) {
    return page(frame, request, viewer, now, null, notice, upNext);
  }

  /** The page after a decision that was refused, with everything that was typed. */
  RequestPage again(
      Frame frame,
      RequestDetail request,
      String viewer,
      Instant now,
      Map<String, String> typed,
      Notice notice) {
    return page(frame, request, viewer, now, typed, notice, null);
  }

  private RequestPage page(
      Frame frame,
      RequestDetail request,
      String viewer,
      Instant now,
      @Nullable Map<String, String> typed,
      @Nullable Notice notice,
      @Nullable UpNext upNext) {
    boolean maySay = request.open() && (request.you().mayDecide() || onlyEvidenceMissing(request));
    String why = request.you().why();
    return new RequestPage(
        frame,
        request,
        VisibleText.line(request.title()),
        Badge.of(request.outcome() == null ? "open" : request.outcome()),
        Sentence.of(request.headline()),
        Moment.of(request.openedAt(), now),
        request.expiresAt() == null || !request.open() ? null : Moment.of(request.expiresAt(), now),
        request.decidedAt() == null ? null : Moment.of(request.decidedAt(), now),
        request.summary() == null ? null : Markdown.html(request.summary()),
        Shape.factsOf(request.input()),
        request.covers().stream()
            .map(each ->
                new Covered(each.step(), each.connector(), Shape.factsOf(each.parameters())))
            .toList(),
        evidence.read(request),
        request.decisions().stream().map(each -> voice(each, now)).toList(),
        maySay ? ballot(request, viewer, typed) : null,
        maySay || why == null ? null : VisibleText.line(why),
        maySay || typed == null ? Shape.factsOf(Map.of()) : unsent(request, typed),
        notice,
        upNext);
  }

  /** Nobody can approve without required evidence, yet who may decide can still reject. */
  private static boolean onlyEvidenceMissing(RequestDetail request) {
    return "evidence.missing".equals(request.you().code());
  }

  private static Ballot ballot(
      RequestDetail request, String viewer, @Nullable Map<String, String> typed) {
    DecisionForm form = new DecisionForm(request.form().schema());
    return new Ballot(
        request.subject(),
        standing(request, viewer),
        request.you().mayDecide(),
        typed == null ? form.fresh() : form.typed(typed),
        typed == null ? "" : typed.getOrDefault(COMMENT, ""),
        String.join(" and to ", request.commentRequired()));
  }

  private static Shape.Facts unsent(RequestDetail request, Map<String, String> typed) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    String comment = typed.getOrDefault(COMMENT, "");
    if (!comment.isBlank()) {
      kept.put("Comment", comment);
    }
    kept.putAll(new DecisionForm(request.form().schema()).values(typed));
    return Shape.factsOf(kept);
  }

  private static @Nullable String standing(RequestDetail request, String viewer) {
    return request.decisions().stream()
        .filter(each -> each.standing() && each.person().equals(viewer))
        .map(Decided::verdict)
        .findFirst()
        .orElse(null);
  }

  private static Voice voice(Decided decided, Instant now) {
    String comment = decided.comment();
    return new Voice(
        VisibleText.line(decided.name()),
        decided.person(),
        Badge.of(decided.verdict().equals("approve") ? "approved" : "rejected"),
        comment == null || comment.isBlank() ? null : VisibleText.of(comment),
        Shape.factsOf(decided.form()),
        List.copyOf(decided.groups()),
        Moment.of(decided.at(), now),
        decided.standing());
  }
}
