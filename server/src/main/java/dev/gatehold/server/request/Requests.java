package dev.gatehold.server.request;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Requests for API and pages: both read and decide here, so that both say and do the same. Errors
 * are {@link GateholdException}s.
 */
@Component
public final class Requests {
  private final Engine engine;
  private final RunStore store;
  private final DirectorySource people;
  private final LongPolls polls;

  Requests(Engine engine, RunStore store, DirectorySource people, LongPolls polls) {
    this.engine = engine;
    this.store = store;
    this.people = people;
    this.polls = polls;
  }

  /**
   * Which requests to list.
   *
   * @param state {@code open}, {@code closed}, or null for all
   * @param mine only those that ask the caller right now
   * @param run only those of this run; null for any
   */
  public record Filter(@Nullable String state, boolean mine, @Nullable String run) {}

  /** Requests, oldest first. */
  public Slice<RequestItem> list(Caller caller, Filter filter, @Nullable String cursor, int limit) {
    String person = filter.mine() ? caller.person() : null;
    if (filter.mine() && person == null) {
      return new Slice<>(List.of(), null);
    }
    RequestQuery query =
        new RequestQuery(
            filter.state(),
            person,
            person == null ? List.of() : sources(person),
            filter.run(),
            Slice.place(cursor),
            limit + 1);
    return Slice.of(store.requests(query), limit, RequestRow::id, Requests::item);
  }

  private List<String> sources(String person) {
    List<String> sources = new ArrayList<>();
    sources.add("user:" + person);
    people.current().groupsOf(person).forEach(group -> sources.add("group:" + group));
    return sources;
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

  /**
   * Says what the caller thinks of a request.
   *
   * @param subject the digest of what the caller was shown
   */
  public RequestDetail decide(
      Caller caller,
      String request,
      Verdict verdict,
      Digest subject,
      @Nullable String comment,
      Map<String, @Nullable Object> form,
      @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(caller, id, new RecordDecision(id.step(), verdict, subject, comment, form), key);
  }

  /** Takes the caller's decision back. */
  public RequestDetail withdraw(Caller caller, String request, @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(caller, id, new WithdrawDecision(id.step()), key);
  }

  private RequestDetail submit(Caller caller, RequestId id, Command command, @Nullable String key) {
    Reply reply = engine.submit(new Submission(id.run(), command, caller.principal(), key));
    return switch (reply) {
      case Reply.Applied _ -> detail(caller, id.text());
      case Reply.Refused(var refusal) -> throw refused(id, refusal);
    };
  }

  /** A request of a run that does not exist does not exist either. */
  private static GateholdException refused(RequestId id, Refusal refusal) {
    return refusal.code() == Refusal.Code.RUN_UNKNOWN ? id.unknown() : Problem.refused(refusal);
  }

  private RunView view(RequestId id) {
    return engine.view(id.run()).orElseThrow(id::unknown);
  }

  private static Round round(RequestId id, RunView view) {
    Active facts = Objects.requireNonNull(view.state().facts());
    return Round.of(facts.steps().get(id.step())).orElseThrow(id::unknown);
  }

  private RequestDetail detail(Caller caller, RequestId id, RunView view, Round round) {
    Directory directory = people.current();
    Active facts = Objects.requireNonNull(view.state().facts());
    Request request = round.request();
    Step gate =
        view.flow().everyStep().stream()
            .filter(step -> step.id().equals(id.step()))
            .findFirst()
            .orElseThrow(id::unknown);
    Optional<Refusal> refusal = engine.whyNotApprove(id.run(), id.step(), caller.principal());
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
        round.open() ? "open" : "closed",
        round.outcome() == null ? null : round.outcome().word(),
        new RequestDetail.Requester(requester, directory.nameOf(requester)),
        facts.input(),
        request.openedAt(),
        expiry == null ? null : expiry.at(),
        expiry == null ? null : expiry.outcome().word(),
        round.decidedAt(),
        request.subject().digest().text(),
        RequestDetails.covers(view.flow(), gate, request),
        engine
            .evaluation(id.run(), id.step())
            .map(RequestDetails::evaluation)
            .orElseThrow(id::unknown),
        store.request(id.text()).map(RequestRow::progress).orElse(""),
        request.evidence().stream().map(RequestDetails::exhibit).toList(),
        new RequestDetail.Form(request.form()),
        List.copyOf(request.commentRequired()),
        RequestDetails.decisions(round, directory),
        new Consequences(view.flow(), gate).of(round, caller, refusal.isEmpty(), directory),
        new RequestDetail.You(
            refusal.isEmpty(),
            refusal.map(each -> each.code().word()).orElse(null),
            refusal.map(Refusal::text).orElse(null)));
  }

  private static RequestItem item(RequestRow row) {
    return new RequestItem(
        row.id(),
        row.run(),
        row.flow(),
        row.step(),
        row.round(),
        row.title(),
        row.outcome() == null ? "open" : "closed",
        row.outcome(),
        row.requester(),
        row.progress(),
        row.openedAt(),
        row.expiresAt(),
        row.decidedAt());
  }
}
