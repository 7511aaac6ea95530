package dev.gatehold.server.run;

import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.ResumeRun;
import dev.gatehold.core.run.Command.RetryStep;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Headlines;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs for API and pages. Errors are {@link GateholdException}s. */
@Component
public final class Runs {
  private final Engine engine;
  private final RunStore store;
  private final LongPolls polls;
  private final DirectorySource people;
  private final InstantSource clock;

  Runs(
      Engine engine, RunStore store, LongPolls polls, DirectorySource people, InstantSource clock) {
    this.engine = engine;
    this.store = store;
    this.polls = polls;
    this.people = people;
    this.clock = clock;
  }

  /** Starts a run; {@code release} is a number, 0 for the draft, null for the live release. */
  public RunDetail start(
      Caller caller,
      String flow,
      @Nullable Integer release,
      Map<String, @Nullable Object> input,
      @Nullable String key) {
    Reply reply = engine.startRun(flow, release, input, caller.principal(), key);
    return reply instanceof Reply.Applied(var view, _, var entry) && entry != null
        ? detail(view, List.of(), new StepTimes(List.of(entry)))
        : applied(reply);
  }

  /** A run as it is now. */
  public RunDetail detail(String run) {
    return detail(view(run));
  }

  /** A run as it is when its journal is longer than {@code seen}, or when time is up. */
  public RunDetail detailAfter(String run, long seen, Duration patience) {
    polls.await(run, seen, patience);
    return detail(run);
  }

  /** Ends a run now. */
  public RunDetail cancel(
      Caller caller, String run, @Nullable String reason, @Nullable String key) {
    return applied(
        engine.submit(new Submission(run, new CancelRun(reason), caller.principal(), key)));
  }

  /** Makes another attempt at a step now. */
  public RunDetail retry(Caller caller, String run, String step, @Nullable String key) {
    return applied(
        engine.submit(new Submission(run, new RetryStep(step), caller.principal(), key)));
  }

  /** Lets a run go on without a step. */
  public RunDetail skip(
      Caller caller, String run, String step, String reason, @Nullable String key) {
    return applied(
        engine.submit(new Submission(run, new SkipStep(step, reason), caller.principal(), key)));
  }

  /** Lets a run begin nothing new. */
  public RunDetail pause(Caller caller, String run, @Nullable String reason, @Nullable String key) {
    return applied(
        engine.submit(new Submission(run, new PauseRun(reason), caller.principal(), key)));
  }

  /** Lets a paused run go on. */
  public RunDetail resume(Caller caller, String run, @Nullable String key) {
    return applied(engine.submit(new Submission(run, new ResumeRun(), caller.principal(), key)));
  }

  /** Runs, newest first. */
  public Slice<RunItem> list(
      @Nullable String flow, @Nullable String status, @Nullable String cursor, int limit) {
    List<RunRow> rows = store.runs(new RunQuery(flow, status, Slice.place(cursor), limit + 1));
    return Slice.of(rows, limit, RunRow::run, Runs::item);
  }

  /** Journal entries after this sequence number, in order. */
  public List<StoredEntry> journal(String run, long after, int limit) {
    if (after == 0 && engine.view(run).isEmpty()) {
      throw unknown(run);
    }
    return store.journal(run, after, limit);
  }

  private RunDetail applied(Reply reply) {
    return switch (reply) {
      case Reply.Applied applied -> detail(applied.view());
      case Reply.Refused refused -> throw Problem.refused(refused.refusal());
    };
  }

  private RunView view(String run) {
    return engine.view(run).orElseThrow(() -> unknown(run));
  }

  private RunDetail detail(RunView view) {
    return detail(view, store.incidents(view.run()), times(view));
  }

  private RunDetail detail(RunView view, List<String> incidents, StepTimes times) {
    // What is wrong with a run that was set aside may be the very thing that would be asked again.
    String headline =
        view.parked() == null
            ? Headlines.ofRun(view.state(), people.current(), clock.instant())
            : store.run(view.run()).map(RunRow::waitingFor).orElse("");
    return RunDetails.of(view, headline, incidents, times);
  }

  private StepTimes times(RunView view) {
    return view.seq() > StepTimes.MOST_ENTRIES
        ? StepTimes.UNKNOWN
        : new StepTimes(
            store.journal(view.run(), 0, StepTimes.MOST_ENTRIES).stream()
                .map(JournalCodec::decode)
                .toList());
  }

  private static RunItem item(RunRow row) {
    return new RunItem(
        row.run(),
        row.flow(),
        new ReleaseTag(row.release(), row.releaseDigest(), row.release() == 0),
        row.status(),
        row.waitingFor(),
        row.requester(),
        row.startedAt(),
        row.endedAt());
  }

  private static GateholdException unknown(String run) {
    return new GateholdException(
        "run.unknown",
        "Expected a run '" + run + "', but there is none.",
        "List runs with GET /api/v1/runs.");
  }
}
