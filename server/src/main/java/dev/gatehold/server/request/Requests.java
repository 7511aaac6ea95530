package dev.gatehold.server.request;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Address;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Headlines;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Outlook;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads single requests for API and pages. Errors are {@link GateholdException}s. */
@Component
public final class Requests {
  /** What a decision can still lack when its choice is open to the caller. */
  private static final Set<Code> ONLY_WORDS =
      Set.of(Code.COMMENT_MISSING, Code.FORM_INVALID, Code.EDIT_INVALID);

  private final Engine engine;
  private final RunStore store;
  private final LongPolls polls;
  private final InstantSource clock;
  private final Chapters chapters;

  Requests(Engine engine, RunStore store, LongPolls polls, InstantSource clock) {
    this.engine = engine;
    this.store = store;
    this.polls = polls;
    this.clock = clock;
    this.chapters = new Chapters(store);
  }

  /** What a request is called; its id when there is none. */
  public String titleOf(String request) {
    return store.request(request).map(RequestRow::title).orElse(request);
  }

  /** A request as it is now, as this caller sees it. */
  public RequestDetail detail(Caller caller, String request) {
    return detail(caller, RequestId.parse(request));
  }

  private RequestDetail detail(Caller caller, RequestId id) {
    return detail(
        caller, id, engine.outlook(id.run(), caller.principal()).orElseThrow(id::unknown));
  }

  /** A request of a run that was just seen. */
  RequestDetail detail(Caller caller, RequestId id, RunView seen) {
    return detail(caller, id, engine.outlook(seen, caller.principal()));
  }

  /**
   * A request as it is when it is closed, when its status or its round is another than now, or when
   * time is up. Whoever has to resubmit it waits for nothing.
   */
  public RequestDetail detailAfterChange(Caller caller, String request, Duration patience) {
    RequestId id = RequestId.parse(request);
    if (!patience.isPositive()) {
      return detail(caller, id);
    }
    long end = System.nanoTime() + patience.toNanos();
    RunView view = view(id);
    Round first = round(id, view);
    Round round = first;
    while (isAs(first, round) && !resubmits(caller, round)) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!polls.await(id.run(), view.seq(), left)) {
        return detail(caller, id);
      }
      view = view(id);
      round = round(id, view);
    }
    return detail(caller, id, view);
  }

  private static boolean isAs(Round first, Round now) {
    return now.open()
        && now.status().equals(first.status())
        && now.request().round() == first.request().round();
  }

  private boolean resubmits(Caller caller, Round round) {
    return round.reworkBy() != null
        && round.reworkBy().equals(caller.person())
        && !round.request().expiredAt(clock.instant());
  }

  /** The text whose SHA-256 is the subject's digest. */
  public String subjectText(String request) {
    RequestId id = RequestId.parse(request);
    return Json.canonical(round(id, view(id)).request().subject().content());
  }

  private RunView view(RequestId id) {
    return engine.view(id.run()).orElseThrow(id::unknown);
  }

  private static Round round(RequestId id, RunView view) {
    return Round.of(view.state(), id.step()).orElseThrow(id::unknown);
  }

  /** A request as it is at the moment of this outlook, which is that of the caller. */
  RequestDetail detail(Caller caller, RequestId id, Outlook outlook) {
    RunView view = outlook.view();
    Round round = round(id, view);
    Directory directory = outlook.directory();
    Instant now = outlook.now();
    Active facts = Objects.requireNonNull(view.state().facts());
    Request request = round.request();
    Step gate =
        view.flow().everyStep().stream()
            .filter(step -> step.id().equals(Address.idOf(id.step())))
            .findFirst()
            .orElseThrow(id::unknown);
    RequestDetail.You you = you(caller, id, round, outlook);
    Evaluation evaluation = round.evaluation(directory, now);
    List<ApprovalEscalated> climbs = chapters.climbs(id, request);
    Outcome outcome = round.outcome();
    Request.Deadline expiry = request.expiry();
    String requester = facts.requester().countsAs();
    return new RequestDetail(
        id.text(),
        id.run(),
        view.flow().name(),
        view.flow().title(),
        ReleaseTag.of(facts.release()),
        id.step(),
        request.round(),
        request.title(),
        request.summary(),
        round.status(),
        round.reworkBy(),
        outcome == null ? null : outcome.word(),
        new RequestDetail.Requester(requester, directory.nameOf(requester)),
        facts.input(),
        view.flow().input(),
        request.openedAt(),
        expiry == null ? null : expiry.at(),
        expiry == null ? null : expiry.outcome().word(),
        request.ladder().due(),
        round.overdue(now),
        RequestDetails.ladder(request, climbs),
        RequestDetails.reminders(request),
        round.decidedAt(),
        request.subject().digest().text(),
        RequestDetails.covers(view.flow(), gate, request),
        request.floors().stream()
            .map(each -> new RequestDetail.FloorAsked(each.name(), each.title()))
            .toList(),
        RequestDetails.exclusions(request),
        RequestDetails.evaluation(evaluation),
        headline(facts.at(id.step()), round, evaluation, outlook),
        request.evidence().stream().map(RequestDetails::exhibit).toList(),
        request.choices().stream().map(RequestDetails::choice).toList(),
        request.rejects().text(),
        request.modify(),
        RequestDetails.rounds(gate),
        RequestDetails.decisions(round, directory),
        RequestDetails.handovers(round),
        RequestDetails.feedback(round),
        climbs.stream().map(RequestDetails::escalated).toList(),
        new Consequences(view.flow(), gate)
            .of(round, you.mayDecide() ? caller.person() : null, directory, now),
        you);
  }

  private static String headline(
      @Nullable StepState gate, Round round, Evaluation evaluation, Outlook outlook) {
    return round.status().equals(RequestRow.OPEN) && outlook.directory().failure() == null
        ? Headline.ofOpen(evaluation)
        : Headlines.ofRequest(gate, outlook.directory(), outlook.now());
  }

  private RequestDetail.You you(Caller caller, RequestId id, Round round, Outlook outlook) {
    boolean resubmits = resubmits(caller, round);
    try {
      Optional<Refusal> refusal = outlook.whyNotApprove(id.step());
      return new RequestDetail.You(
          refusal.isEmpty(),
          refusal.map(each -> each.code().word()).orElse(null),
          refusal.map(Refusal::text).orElse(null),
          round.status().equals(RequestRow.OPEN) ? openChoices(id, round, outlook) : List.of(),
          resubmits,
          Edits.note(
              round, caller.person(), refusal.orElse(null), () -> chapters.editor(id, round)));
    } catch (GateholdException e) {
      // Such as floors that cannot be read: nobody decides, and everybody may look.
      return new RequestDetail.You(
          false, e.code(), e.getMessage() + " " + e.next(), List.of(), resubmits, null);
    }
  }

  private static List<String> openChoices(RequestId id, Round round, Outlook outlook) {
    return round.request().choices().stream()
        .map(Choice::word)
        .filter(word ->
            outlook
                .whyNot(bare(id, word, round))
                .map(refusal -> ONLY_WORDS.contains(refusal.code()))
                .orElse(true))
        .toList();
  }

  private static RecordDecision bare(RequestId id, String word, Round round) {
    return new RecordDecision(id.step(), word, round.request().subject().digest(), null, Map.of());
  }
}
