package dev.gatehold.engine;

import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Home;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.effect.Calls;
import dev.gatehold.engine.effect.EffectDispatcher;
import dev.gatehold.engine.event.EventKeeper;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.loop.Changes;
import dev.gatehold.engine.loop.CommitLoop;
import dev.gatehold.engine.loop.DirectoryWatch;
import dev.gatehold.engine.loop.LoadedRun;
import dev.gatehold.engine.loop.Runs;
import dev.gatehold.engine.loop.Ticket;
import dev.gatehold.engine.loop.Timers;
import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.Spread;
import dev.gatehold.engine.task.TaskKeeper;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.engine.trigger.TriggerKeeper;
import dev.gatehold.engine.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The engine over a store: a commit loop, timers and an effect dispatcher around the run machine.
 */
public final class DurableEngine implements Engine {
  private static final int LONGEST_KEY = 255;

  /**
   * For how many runs time passes in one batch. Whoever decides meanwhile waits for one such batch,
   * and not for everything that has become due.
   */
  private static final int PASSING_TOGETHER = 50;

  /** What other nodes write may ring no bell here: hints get lost, and not every store has any. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final EngineParts parts;
  private final Changes changes = new Changes();
  private final Placement placement;

  /** By the numbers of their homes. */
  private final List<Household> households;

  private final Tasks tasks;
  private final TaskKeeper taskKeeper;
  private final Events events;
  private final EventKeeper eventKeeper;
  private final Triggers triggers;
  private final TriggerKeeper triggerKeeper;
  private final List<Hints.Listening> listening = new ArrayList<>();

  public DurableEngine(EngineParts parts) {
    this.parts = parts;
    this.placement = new Placement(parts.runs());
    this.tasks = new Tasks(parts.runs(), parts.clock(), parts.host(), this);
    this.taskKeeper = new TaskKeeper(tasks, parts.host());
    this.triggers =
        new Triggers(parts.runs(), parts.flows(), parts.flows().expressions(), parts.clock(), this);
    this.triggerKeeper = new TriggerKeeper(triggers, parts.host());
    this.events =
        new Events(
            parts.runs(),
            parts.clock(),
            parts.ids(),
            parts.host(),
            this::submit,
            triggers::onEvent);
    this.eventKeeper = new EventKeeper(events, parts.host());
    Calls calls = new Calls(this, parts.flows());
    this.households =
        Spread.homesOf(parts.runs()).stream()
            .map(home -> household(parts.with(home), calls))
            .toList();
  }

  private Household household(EngineParts home, Calls calls) {
    RunStore store = home.runs();
    Runs runs = new Runs(store);
    EffectDispatcher effects =
        new EffectDispatcher(
            store,
            parts.runs(),
            parts.clock(),
            parts.host(),
            parts.node(),
            CommitLoop.LEASE,
            parts.connectors(),
            parts.callbacks(),
            parts.secrets(),
            tasks,
            events,
            calls,
            this::submit);
    Timers timers = new Timers(store, parts.clock(), parts.host(), this::passTime);
    return new Household(
        runs,
        new CommitLoop(home, runs, run -> committed(run, timers), effects::dispatch),
        timers,
        new DirectoryWatch(store, parts::currentDirectory, parts.host(), this::passTime),
        effects,
        store.hints());
  }

  private Household of(String run) {
    return Spread.at(households, run);
  }

  @Override
  public void start() {
    households.forEach(Household::start);
    taskKeeper.start();
    eventKeeper.start();
    triggerKeeper.start();
    for (Household household : households) {
      listening.add(household.hints().listen(hint -> heard(hint, household)));
    }
  }

  /** What it says is looked up by whoever is woken. */
  private void heard(Hint hint, Household household) {
    switch (hint) {
      case Hint.RunsGrown grown -> grown.runs().forEach(changes::signal);
      case Hint.TasksWaiting waiting -> tasks.hear(waiting);
      case Hint.EffectsLeft _ -> household.effects().look();
    }
  }

  private void committed(LoadedRun run, Timers timers) {
    changes.signal(run.run());
    timers.heed(run.state().nextDeadline());
    if (run.state() instanceof RunState.Ended) {
      triggerKeeper.runEnded();
    }
  }

  @Override
  public Reply submit(Submission submission) {
    return await(enqueue(submission));
  }

  private CompletableFuture<Reply> enqueue(Submission submission) {
    checkKey(submission.key());
    String key = submission.scopedKey();
    Digest digest = key == null ? null : digestOf(submission.run(), submission.command());
    return enqueue(new Ticket(submission, key, digest, false, new CompletableFuture<>()));
  }

  private CompletableFuture<Reply> enqueue(Ticket ticket) {
    of(ticket.submission().run()).loop().add(ticket);
    return ticket.answer();
  }

  private static void checkKey(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new GateholdException(
          "key.invalid",
          "Expected an idempotency key of 1 to " + LONGEST_KEY + " characters, but found another.",
          "Use a random value such as a UUID.");
    }
  }

  private static Reply await(CompletableFuture<Reply> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public Reply startRun(
      String flow,
      @Nullable Integer release,
      Map<String, @Nullable Object> input,
      Principal actor,
      @Nullable String key) {
    ReleaseRef pinned = parts.flows().pin(flow, release);
    checkKey(key);
    String scoped = Submission.scoped(key, actor);
    Home home = placement.of(scoped, now());
    String run = home.mark(parts.ids().nextRun());
    Command.StartRun command = new Command.StartRun(run, pinned, input);
    Digest digest = scoped == null ? null : digestOf(flow, release, command.input());
    Submission submission = new Submission(run, command, actor, key);
    return await(enqueue(new Ticket(submission, scoped, digest, true, new CompletableFuture<>())));
  }

  /** The id and what "live" means may differ from try to try; the caller's words do not. */
  private static Digest digestOf(
      String flow, @Nullable Integer release, Map<String, @Nullable Object> input) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("flow", flow);
    asked.put("release", release == null ? null : (long) release);
    asked.put("input", input);
    return Digest.ofJson(asked);
  }

  private static Digest digestOf(String run, Command command) {
    // A record's text names its class and every component, and its maps are frozen in their order.
    return Digest.of(run + "\n" + command);
  }

  private int passTime(List<String> due) {
    int moved = 0;
    for (int first = 0; first < due.size(); first += PASSING_TOGETHER) {
      moved += passTimeTogether(due.subList(first, Math.min(first + PASSING_TOGETHER, due.size())));
    }
    return moved;
  }

  private int passTimeTogether(List<String> due) {
    List<CompletableFuture<Reply>> answers = new ArrayList<>();
    for (String run : due) {
      Submission submission = new Submission(run, new Command.PassTime(), Principal.SYSTEM, null);
      answers.add(enqueue(submission));
    }
    int moved = 0;
    for (CompletableFuture<Reply> answer : answers) {
      try {
        moved += await(answer) instanceof Reply.Applied ? 1 : 0;
      } catch (GateholdException e) {
        // A run that cannot be handled is parked by the loop and is not due any more.
        moved += e.code().equals("run.parked") ? 1 : 0;
      }
    }
    return moved;
  }

  /** Looks at the clock again; only for clocks that are turned by hand. */
  public void wake() {
    households.forEach(Household::wake);
    taskKeeper.wake();
    eventKeeper.wake();
    triggerKeeper.wake();
  }

  @Override
  public Triggers triggers() {
    return triggers;
  }

  @Override
  public Events events() {
    return events;
  }

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public Optional<RunView> view(String run) {
    return of(run).runs().get(run).view(parts.flows());
  }

  @Override
  public Optional<Outlook> outlook(String run, Principal actor) {
    return view(run).map(view -> outlook(view, actor));
  }

  @Override
  public Outlook outlook(RunView view, Principal actor) {
    return new Outlook(
        view,
        parts.flows().machine(Objects.requireNonNull(view.state().facts()).release()),
        actor,
        parts.currentDirectory(),
        now(),
        parts.floors()::current);
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Optional<Evaluation> evaluation(String run, String step) {
    RunState.Active facts = of(run).runs().get(run).state().facts();
    StepState state = facts == null ? null : facts.at(step);
    if (state instanceof StepState.AwaitingApproval open) {
      return Optional.of(open.evaluator(parts.currentDirectory(), now()).evaluate());
    }
    return state instanceof StepState.Decided decided
        ? Optional.of(decided.evaluation())
        : Optional.empty();
  }

  @Override
  public boolean awaitChange(String run, long seen, Duration patience) throws InterruptedException {
    long end = parts.host().nanoTime() + patience.toNanos();
    while (true) {
      CountDownLatch change = changes.next(run);
      try {
        long seq = of(run).runs().get(run).seq();
        if (seq > seen || seq == 0) {
          return seq > seen;
        }
        Duration left = Duration.ofNanos(end - parts.host().nanoTime());
        if (!left.isPositive()) {
          return false;
        }
        boolean look = parts.runs().isShared() && left.compareTo(LOOK) > 0;
        var _ = parts.host().await(change, look ? LOOK : left);
      } finally {
        changes.forget(run, change);
      }
    }
  }

  @Override
  public void close() {
    listening.forEach(Hints.Listening::close);
    households.forEach(Household::rest);
    taskKeeper.close();
    triggerKeeper.close();
    eventKeeper.close();
    events.close();
    households.forEach(Household::finishEffects);
    households.forEach(Household::close);
  }
}
