package dev.gatehold.engine.effect;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.secret.Masking;
import dev.gatehold.engine.secret.Opened;
import dev.gatehold.engine.secret.SecretSource;
import dev.gatehold.engine.secret.SecretUnavailable;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoreUnavailable;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to effects. Those that this node has just committed come straight from the commit loop;
 * those that another node left are leased from the store. Delivery is at least once: the job's id
 * is stable, so that a connector can tell a repetition.
 */
public final class EffectDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EffectDispatcher.class);
  private static final int MAX_TRIES = 10;

  /** A storage that is away says nothing against an effect: about a day. */
  private static final int MAX_TRIES_WHILE_AWAY = 300;

  private static final int AT_ONCE = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final RunStore store;
  private final RunStore everywhere;
  private final InstantSource clock;
  private final Host host;
  private final String node;
  private final Duration lease;
  private final CallbackLinks links;
  private final SecretSource secrets;
  private final Tasks tasks;
  private final Events events;
  private final Calls calls;
  private final Consumer<Submission> submit;
  private final Map<String, Connector> connectors = new HashMap<>();
  private final Map<String, Thread> working = new ConcurrentHashMap<>();
  private final UntakenResults untaken = new UntakenResults();
  private final Keeper keeper;
  private volatile boolean closed;

  /**
   * Prepares the dispatch.
   *
   * @param store has the effects and their runs
   * @param everywhere has all runs
   * @param lease how long effects are held without being renewed
   * @param secrets opens what steps use
   * @param tasks takes the work that is done outside
   * @param events takes the waits that are for events
   * @param calls sees to runs that other runs call
   * @param submit hands a result to the engine, and returns when it was taken or refused
   */
  public EffectDispatcher(
      RunStore store,
      RunStore everywhere,
      InstantSource clock,
      Host host,
      String node,
      Duration lease,
      List<Connector> connectors,
      CallbackLinks links,
      SecretSource secrets,
      Tasks tasks,
      Events events,
      Calls calls,
      Consumer<Submission> submit) {
    this.store = store;
    this.everywhere = everywhere;
    this.clock = clock;
    this.host = host;
    this.keeper = host.keeper("gatehold-effects");
    this.node = node;
    this.lease = lease;
    this.links = links;
    this.secrets = secrets;
    this.tasks = tasks;
    this.events = events;
    this.calls = calls;
    this.submit = submit;
    connectors.forEach(connector -> this.connectors.put(connector.name(), connector));
  }

  /** Begins to take up what others left, and to renew what this node holds. */
  public void start() {
    if (!store.isShared()) {
      // Nobody else can be at work on what an earlier process held.
      store.releaseLeasesOfOthers(node);
    }
    Duration renewal = lease.dividedBy(3);
    keeper.every(Duration.ZERO, renewal, this::takeUp);
    keeper.every(renewal, renewal, this::renew);
  }

  /** Looks soon for what others left. */
  public void look() {
    keeper.soon(this::takeUp);
  }

  /** Effects that were just committed and are leased to this node. */
  public void dispatch(Collection<StoredEffect> effects) {
    effects.forEach(this::launch);
  }

  private void launch(StoredEffect effect) {
    if (!closed) {
      Thread thread = host.worker("effect-" + effect.id(), () -> carryOut(effect));
      if (working.putIfAbsent(effect.id(), thread) == null) {
        thread.start();
      }
    }
  }

  private void carryOut(StoredEffect stored) {
    try {
      switch (JournalCodec.decodeEffect(stored.body())) {
        case Effect.RunStep step -> runStep(stored, step);
        case Effect.CallFlow call -> {
          calls.start(call);
          store.finishEffect(stored.id());
        }
        case Effect.CancelCall call -> {
          calls.cancel(call, stored.run());
          store.finishEffect(stored.id());
        }
        case Effect.TellParent ended -> {
          calls.end(ended);
          store.finishEffect(stored.id());
        }
        case Effect.StopStep _ -> stopStep(stored);
        case Effect.Supersede older -> supersede(stored, older);
        case Effect.Subscribe wait -> subscribe(stored, wait);
      }
    } catch (InterruptedException e) {
      LOG.debug("Effect {} was interrupted", stored.id());
    } catch (RuntimeException | Error e) {
      postpone(stored, e);
    } finally {
      working.remove(stored.id());
    }
  }

  private void runStep(StoredEffect stored, Effect.RunStep step) throws InterruptedException {
    if (step.connector().equals(Tasks.CONNECTOR)) {
      placeTask(stored, step);
    } else {
      Command known = untaken.take(stored.id());
      settle(stored, known == null ? resultOf(stored, step) : known);
    }
  }

  /** From here on the task stands for the effect, and workers bring its result. */
  private void placeTask(StoredEffect stored, Effect.RunStep step) {
    StoredTask.Origin origin =
        new StoredTask.Origin(
            stored.run(), step.step(), step.attempt(), rowOf(stored.run()).draft());
    try {
      tasks.place(stored.id(), origin, step.parameters());
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      settle(stored, failed(step, new Failure("task.parameters", why, false)));
    }
  }

  private void settle(StoredEffect stored, Command result) {
    try {
      submit.accept(new Submission(stored.run(), result, Principal.SYSTEM, null));
    } catch (StoreException e) {
      untaken.keep(stored.id(), result);
      throw e;
    }
    // When the result was refused, the run has gone on without it and the effect is of no use any
    // more.
    store.finishEffect(stored.id());
  }

  private Command resultOf(StoredEffect stored, Effect.RunStep step) throws InterruptedException {
    Connector connector = connectors.get(step.connector());
    if (connector == null) {
      return failed(
          step,
          new Failure(
              "connector.unknown",
              "Expected a connector '"
                  + step.connector()
                  + "', but this server has only "
                  + connectors.keySet()
                  + ".",
              false));
    }
    RunRow run = rowOf(stored.run());
    try {
      Opened opened = Opened.of(step, secrets, Environment.of(run.draft()));
      return resultOf(stored, step, connector, run, opened);
    } catch (SecretUnavailable e) {
      return failed(step, e.failure());
    }
  }

  /** Whatever the connector says passes the masking once more, so that none can forget it. */
  private Command resultOf(
      StoredEffect stored, Effect.RunStep step, Connector connector, RunRow run, Opened opened)
      throws InterruptedException {
    Effect.Callee callee = step.callback();
    Masking masking = opened.masking();
    try {
      Map<String, @Nullable Object> output =
          connector.run(
              new Connector.Job(
                  stored.id(),
                  stored.run(),
                  step.step(),
                  step.attempt(),
                  opened.parameters(),
                  step.timeout(),
                  run.draft(),
                  callee == null ? null : links.of(stored.run(), callee),
                  run.flow(),
                  masking));
      return new Command.CompleteStep(
          step.step(), step.attempt(), masking.isNone() ? output : masking.object(output));
    } catch (StoreException e) {
      // Of what the work left nothing is kept: as after a crash, it is done again.
      throw e;
    } catch (ConnectorFailure e) {
      Failure failure = e.failure();
      return failed(
          step, new Failure(failure.code(), masking.text(failure.message()), failure.retryable()));
    } catch (RuntimeException | Error e) {
      String what = masking.text(e.toString());
      if (masking.isNone()) {
        LOG.warn("Connector {} failed on {}", step.connector(), stored.id(), e);
      } else {
        // The causes of an exception have texts of their own.
        LOG.warn("Connector {} failed on {}: {}", step.connector(), stored.id(), what);
      }
      return failed(
          step,
          new Failure(
              "connector.error",
              "Expected connector '" + step.connector() + "' to answer, but it broke: " + what,
              true));
    }
  }

  private RunRow rowOf(String run) {
    return store.run(run).orElseThrow();
  }

  /**
   * Ends all runs but the newest one by one; those that have ended meanwhile refuse, and that is
   * fine. The newest need not be the one that came last: clocks of nodes differ. Whichever of two
   * looks second sees both, and both agree on which is to stay.
   */
  private void supersede(StoredEffect stored, Effect.Supersede older) {
    List<String> runs = everywhere.activeRuns(older.flow(), older.key());
    for (String run : runs.subList(0, Math.max(0, runs.size() - 1))) {
      Command cancel = new Command.SupersedeRun(runs.getLast());
      submit.accept(new Submission(run, cancel, Principal.SYSTEM, null));
    }
    store.finishEffect(stored.id());
  }

  private void subscribe(StoredEffect stored, Effect.Subscribe wait) {
    events.subscribe(stored.run(), wait);
    store.finishEffect(stored.id());
  }

  private static Command failed(Effect.RunStep step, Failure failure) {
    return new Command.FailStep(step.step(), step.attempt(), failure);
  }

  private void stopStep(StoredEffect stop) {
    Thread worker = working.get(stop.id().substring(0, stop.id().lastIndexOf('.')));
    if (worker != null) {
      worker.interrupt();
    }
    store.finishEffect(stop.id());
  }

  private void postpone(StoredEffect effect, Throwable cause) {
    if (closed) {
      return;
    }
    try {
      boolean hopeless =
          cause instanceof GateholdException known && known.code().equals("run.parked");
      int tries = effect.tries() + 1;
      int most = cause instanceof StoreUnavailable ? MAX_TRIES_WHILE_AWAY : MAX_TRIES;
      if (hopeless || tries >= most) {
        LOG.error("Effect {} is set aside after {} tries", effect.id(), tries, cause);
        store.setAsideEffect(node, effect.id(), String.valueOf(cause.getMessage()));
      } else {
        LOG.warn("Effect {} is tried again later: {}", effect.id(), cause.toString());
        store.postponeEffect(node, effect.id(), tries, clock.instant().plus(pauseAfter(tries)));
      }
    } catch (StoreException e) {
      LOG.warn("Effect {} waits until its lease runs out: {}", effect.id(), e.getMessage());
    }
  }

  /** Doubles from one second, with up to half of it taken away at random. */
  private Duration pauseAfter(int tries) {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), 1_000L << Math.min(tries - 1, 20));
    return Duration.ofMillis(millis - host.random().nextLong(millis / 2));
  }

  private void takeUp() {
    try {
      List<StoredEffect> left;
      do {
        Instant now = clock.instant();
        left = store.leaseEffects(node, now, now.plus(lease), AT_ONCE);
        dispatch(left);
      } while (left.size() == AT_ONCE && !closed);
    } catch (RuntimeException e) {
      LOG.warn("Effects left by others could not be read: {}", e.getMessage());
    }
  }

  private void renew() {
    try {
      List<String> held = List.copyOf(working.keySet());
      if (held.isEmpty()) {
        return;
      }
      List<String> kept = store.renewLeases(node, held, clock.instant().plus(lease));
      for (String effect : held) {
        Thread worker = working.get(effect);
        if (!kept.contains(effect) && worker != null) {
          LOG.warn("Effect {} is no longer held by this node; its work here is stopped", effect);
          worker.interrupt();
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Leases could not be renewed: {}", e.getMessage());
    }
  }

  /**
   * Stops taking up effects and interrupts the work on those at hand; they are done again later.
   */
  @Override
  public void close() {
    closed = true;
    keeper.close();
    working.values().forEach(Thread::interrupt);
    for (Thread worker : List.copyOf(working.values())) {
      try {
        host.join(worker, Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    try {
      store.releaseLeases(node);
    } catch (StoreException e) {
      LOG.warn("Effects wait until their leases run out: {}", e.getMessage());
    }
  }
}
