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
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests for API and pages. Errors are {@link GateholdException}s. */
@Component
public final class Requests {
  private static final String OPEN = "open";
  private static final String REWORK = "rework";
  private static final String CLOSED = "closed";

  /** How many rows are read at a time where not every one is shown. */
  private static final int GULP = 200;

  /** What a decision can still lack when its choice is open to the caller. */
  private static final Set<Code> ONLY_WORDS =
      Set.of(Code.COMMENT_MISSING, Code.FORM_INVALID, Code.EDIT_INVALID);

  private final Engine engine;
  private final RunStore store;
  private final DirectorySource people;
  private final LongPolls polls;
  private final InstantSource clock;

  Requests(
      Engine engine, RunStore store, DirectorySource people, LongPolls polls, InstantSource clock) {
    this.engine = engine;
    this.store = store;
    this.people = people;
    this.polls = polls;
    this.clock = clock;
  }

  /**
   * Which requests to list.
   *
   * @param state {@code open} (rework included), {@code overdue}, {@code closed}, or null for all
   * @param mine only those that wait for the caller right now
   * @param run only those of this run; null for any
   */
  public record Filter(@Nullable String state, boolean mine, @Nullable String run) {
    boolean overdue() {
      return "overdue".equals(state);
    }

    /** The state in the store's words. */
    @Nullable String stored() {
      return overdue() ? "open" : state;
    }
  }

  /** Requests, oldest first. */
  public Slice<RequestItem> list(Caller caller, Filter filter, @Nullable String cursor, int limit) {
    String person = filter.mine() ? caller.person() : null;
    if (filter.mine() && person == null) {
      return new Slice<>(List.of(), null);
    }
    Instant now = clock.instant();
    Rights rights = person == null ? null : Rights.of(person, people.current(), now);
    List<RequestItem> found = new ArrayList<>();
    String after = Slice.place(cursor);
    int gulp = rights == null && !filter.overdue() ? limit + 1 : GULP;
    while (true) {
      List<RequestRow> rows =
          store.requests(
              new RequestQuery(
                  filter.stored(),
                  person,
                  rights == null ? List.of() : rights.sources(),
                  filter.run(),
                  after,
                  gulp));
      for (RequestRow row : rows) {
        RequestItem item = item(row, now);
        boolean rework = item.status().equals(REWORK);
        if ((!filter.overdue() || item.overdue())
            && (rights == null || rights.areAskedBy(row, rework))) {
          found.add(item);
        }
      }
      if (found.size() > limit || rows.size() < gulp) {
        List<RequestItem> shown = found.subList(0, Math.min(found.size(), limit + 1));
        return Slice.of(shown, limit, RequestItem::id, item -> item);
      }
      after = rows.getLast().id();
    }
  }

  /** What a request is called; its id when there is none. */
  public String titleOf(String request) {
    return store.request(request).map(RequestRow::title).orElse(request);
  }

  /** A request at a glance; empty when there is none. */
  Optional<RequestItem> item(RequestId id) {
    return store.request(id.text()).map(row -> item(row, clock.instant()));
  }

  private RequestItem item(RequestRow row, Instant now) {
    String status = row.outcome() != null ? CLOSED : inRework(row) ? REWORK : OPEN;
    Instant due = row.dueAt();
    return new RequestItem(
        row.id(),
        row.run(),
        row.flow(),
        row.step(),
        row.round(),
        row.title(),
        status,
        row.outcome(),
        row.requester(),
        row.progress(),
        row.subject(),
        row.openedAt(),
        due,
        row.outcome() == null && due != null && !now.isBefore(due),
        row.expiresAt(),
        row.decidedAt());
  }

  /** Rows do not tell; the run is looked at only where the row's own words suggest it. */
  private boolean inRework(RequestRow row) {
    return row.progress().startsWith("changes requested")
        && engine
            .view(row.run())
            .map(view -> Objects.requireNonNull(view.state().facts()).at(row.step()))
            .filter(AwaitingRework.class::isInstance)
            .isPresent();
  }

  /** A request as it is now, as this caller sees it. */
  public RequestDetail detail(Caller caller, String request) {
    RequestId id = RequestId.parse(request);
    RunView view = view(id);
    return detail(caller, id, view, round(id, view));
  }

  /** A request as it is when it is closed, or when time is up. */
  public RequestDetail detailWhenClosed(Caller caller, String request, Duration patience) {
    RequestId id = RequestId.parse(request);
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      RunView view = view(id);
      Round round = round(id, view);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!round.open() || !polls.await(id.run(), view.seq(), left)) {
        return round.open() ? detail(caller, request) : detail(caller, id, view, round);
      }
    }
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
    Active facts = Objects.requireNonNull(view.state().facts());
    return Round.of(facts.at(id.step())).orElseThrow(id::unknown);
  }

  private RequestDetail detail(Caller caller, RequestId id, RunView view, Round round) {
    Directory directory = people.current();
    Instant now = clock.instant();
    Active facts = Objects.requireNonNull(view.state().facts());
    Request request = round.request();
    Step gate =
        view.flow().everyStep().stream()
            .filter(step -> step.id().equals(Address.idOf(id.step())))
            .findFirst()
            .orElseThrow(id::unknown);
    RequestDetail.You you = you(caller, id, round, now);
    Evaluation evaluation = round.evaluation(directory, now);
    List<ApprovalEscalated> climbs = climbs(id, request);
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
        headline(id, round, evaluation, directory),
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

  /** The same words as in lists, save that an open request follows the memberships of now. */
  private String headline(RequestId id, Round round, Evaluation evaluation, Directory directory) {
    return round.status().equals(OPEN) && directory.failure() == null
        ? Headline.ofOpen(evaluation)
        : store.request(id.text()).map(RequestRow::progress).orElse("");
  }

  private RequestDetail.You you(Caller caller, RequestId id, Round round, Instant now) {
    boolean resubmits =
        round.reworkBy() != null
            && round.reworkBy().equals(caller.person())
            && !round.request().expiredAt(now);
    try {
      Optional<Refusal> refusal = engine.whyNotApprove(id.run(), id.step(), caller.principal());
      return new RequestDetail.You(
          refusal.isEmpty(),
          refusal.map(each -> each.code().word()).orElse(null),
          refusal.map(Refusal::text).orElse(null),
          round.status().equals(OPEN) ? openChoices(caller, id, round) : List.of(),
          resubmits);
    } catch (GateholdException e) {
      // Such as floors that cannot be read: nobody decides, and everybody may look.
      return new RequestDetail.You(
          false, e.code(), e.getMessage() + " " + e.next(), List.of(), resubmits);
    }
  }

  private List<String> openChoices(Caller caller, RequestId id, Round round) {
    return round.request().choices().stream()
        .map(Choice::word)
        .filter(word ->
            engine
                .whyNot(id.run(), bare(id, word, round), caller.principal())
                .map(refusal -> ONLY_WORDS.contains(refusal.code()))
                .orElse(true))
        .toList();
  }

  private static RecordDecision bare(RequestId id, String word, Round round) {
    return new RecordDecision(id.step(), word, round.request().subject().digest(), null, Map.of());
  }

  /** The rungs that were climbed, in order; the journal is read only where there are rungs. */
  private List<ApprovalEscalated> climbs(RequestId id, Request request) {
    List<ApprovalEscalated> climbs = new ArrayList<>();
    if (request.ladder().rungs().isEmpty()) {
      return climbs;
    }
    List<StoredEntry> entries = store.journal(id.run(), 0, GULP);
    while (!entries.isEmpty()) {
      for (StoredEntry entry : entries) {
        for (RunEvent event : JournalCodec.decode(entry).events()) {
          if (event instanceof ApprovalEscalated climb && climb.step().equals(id.step())) {
            climbs.add(climb);
          }
        }
      }
      entries = store.journal(id.run(), entries.getLast().seq(), GULP);
    }
    return climbs;
  }
}
