package dev.gatehold.server.page.request;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Markdown;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.evidence.EvidenceReader;
import dev.gatehold.server.page.evidence.ExhibitView;
import dev.gatehold.server.page.request.RequestPage.Ballot;
import dev.gatehold.server.page.request.RequestPage.Covered;
import dev.gatehold.server.page.request.RequestPage.Handing;
import dev.gatehold.server.page.request.RequestPage.UpNext;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the page of a request. */
final class RequestPages {
  private final EvidenceReader evidence;

  RequestPages(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  /**
   * Who looks, and when.
   *
   * @param person the id under which the viewer counts
   */
  record Viewer(String person, boolean admin, Instant now) {}

  /** The page before anybody typed. */
  RequestPage show(Frame frame, RequestDetail request, Viewer viewer) {
    return page(frame, request, viewer, null, null, null);
  }

  /** The page after a decision that was applied. */
  RequestPage after(
      Frame frame, RequestDetail request, Viewer viewer, Notice notice, @Nullable UpNext upNext) {
    return page(frame, request, viewer, null, notice, upNext);
  }

  /** The page after a decision that was refused, with everything that was typed. */
  RequestPage again(
      Frame frame, RequestDetail request, Viewer viewer, Map<String, String> typed, Notice notice) {
    return page(frame, request, viewer, typed, notice, null);
  }

  private RequestPage page(
      Frame frame,
      RequestDetail request,
      Viewer viewer,
      @Nullable Map<String, String> typed,
      @Nullable Notice notice,
      @Nullable UpNext upNext) {
    Instant now = viewer.now();
    Ballot ballot = Ballots.of(request, viewer.person(), typed);
    boolean resubmits = request.you().mayResubmit();
    String note = request.you().note();
    String why = note == null ? request.you().why() : note;
    return new RequestPage(
        frame,
        request,
        VisibleText.line(request.title()),
        Badge.of(request.outcome() == null ? request.status() : request.outcome()),
        Sentence.of(request.headline()),
        Chronicle.clock(request, now),
        request.summary() == null ? null : Markdown.html(request.summary()),
        Shape.factsOf(request.input()),
        request.covers().stream()
            .map(each ->
                new Covered(each.step(), each.connector(), Shape.factsOf(each.parameters())))
            .toList(),
        newsFirst(evidence.read(request)),
        request.decisions().stream().map(each -> Chronicle.voice(each, now)).toList(),
        Chronicle.history(request, now),
        ballot,
        ballot != null || why == null ? null : VisibleText.line(why),
        resubmits ? Reworks.of(request, typed) : null,
        handing(request, viewer, typed),
        ballot != null || resubmits || typed == null
            ? Shape.factsOf(Map.of())
            : unsent(request, typed),
        notice,
        upNext);
  }

  /** What changed since the round before is what those who know that round look for. */
  private static List<ExhibitView> newsFirst(List<ExhibitView> evidence) {
    List<ExhibitView> sorted = new ArrayList<>(evidence);
    sorted.sort(
        Comparator.comparing(each -> !each.title().equals("Changed since the round before")));
    return sorted;
  }

  /** Whoever may decide has something to hand over, and an admin may hand over for others. */
  private static @Nullable Handing handing(
      RequestDetail request, Viewer viewer, @Nullable Map<String, String> typed) {
    if (!request.open() || !(request.you().mayDecide() || viewer.admin())) {
      return null;
    }
    Map<String, String> kept = typed == null ? Map.of() : typed;
    return new Handing(
        viewer.admin(),
        kept.getOrDefault("from", ""),
        kept.getOrDefault("to", ""),
        kept.getOrDefault("reason", ""),
        kept.getOrDefault("until", ""));
  }

  private static Shape.Facts unsent(RequestDetail request, Map<String, String> typed) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    String comment = typed.getOrDefault(Ballots.COMMENT, "");
    if (!comment.isBlank()) {
      kept.put("Comment", comment);
    }
    List<Choice> said =
        request.choices().stream()
            .filter(each -> each.word().equals(typed.getOrDefault(Ballots.CHOICE, "approve")))
            .toList();
    said.forEach(choice -> {
      kept.putAll(Ballots.values(choice, typed));
      kept.putAll(Ballots.edits(request, choice, typed));
    });
    return Shape.factsOf(kept);
  }
}
