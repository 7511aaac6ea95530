package dev.gatehold.engine.task;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What workers do with tasks: claim them, say that they are alive, and bring results. A result is a
 * command like any other; the transaction that takes it also removes the task, so that there is
 * nothing between the two that a crash could hit.
 *
 * <p>Errors are {@link GateholdException}s with {@code lease.lost} for whoever has a task no more.
 */
public final class Tasks {
  /** The name by which flows ask for workers. */
  public static final String CONNECTOR = "task";

  /** The shortest time for which a worker may be silent. */
  public static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  /** The longest time for which a worker may be silent. */
  public static final Duration LONGEST_LEASE = Duration.ofDays(1);

  /** Leases that run out ring no bell here, and other nodes' tasks need not. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int AT_ONCE = 100;

  private final RunStore runs;
  private final TaskStore store;
  private final InstantSource clock;
  private final Host host;
  private final Engine engine;
  private final Bells bells = new Bells();

  public Tasks(RunStore runs, InstantSource clock, Host host, Engine engine) {
    this.runs = runs;
    this.store = runs.tasks();
    this.clock = clock;
    this.host = host;
    this.engine = engine;
  }

  /**
   * Puts a task in the place of an effect, unless that is done already.
   *
   * @throws IllegalArgumentException for parameters of another shape than a task step's
   */
  public void place(String effect, Origin origin, Map<String, @Nullable Object> parameters) {
    TaskParameters read = TaskParameters.of(parameters);
    boolean placed =
        store.place(
            new StoredTask.Offer(
                effect, origin, read.queue(), read.input(), read.silence(), now()));
    if (placed) {
      bells.ring(read.queue());
    }
  }

  /**
   * Leases tasks of a queue, oldest first, as soon as there are some; none when time is up.
   *
   * @param worker what the worker calls itself
   * @param most 1 or more
   */
  public List<StoredTask> claim(
      String queue, String worker, Principal who, int most, Duration patience)
      throws InterruptedException {
    TaskStore.Claim claim = new TaskStore.Claim(queue, worker, who.id(), most);
    long end = host.nanoTime() + patience.toNanos();
    while (true) {
      CountDownLatch bell = bells.join(queue);
      boolean rung = false;
      try {
        List<StoredTask> claimed = store.claim(claim, now());
        long left = end - host.nanoTime();
        if (!claimed.isEmpty() || left <= 0) {
          return claimed;
        }
        rung = host.await(bell, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      } finally {
        if (!rung) {
          bells.leave(queue, bell);
        }
      }
    }
  }

  /**
   * The answer to a sign of life.
   *
   * @param stop whether the task's result is not wanted any more
   * @param leaseUntil until when the worker may be silent now; null when it is to stop
   */
  public record Pulse(boolean stop, @Nullable Instant leaseUntil) {}

  /** Takes a sign of life, which prolongs the lease. */
  public Pulse heartbeat(String task, long lease, Principal who, Progress progress) {
    Optional<StoredTask> held = store.renew(task, leaseOf(lease, who), progress, now());
    StoredTask.Holder holder = held.map(StoredTask::holder).orElse(null);
    if (holder != null) {
      return new Pulse(false, holder.until());
    }
    if (store.task(task).isPresent()) {
      throw lost(task, lease, "somebody else has it or may claim it now");
    }
    return new Pulse(true, null);
  }

  /** Takes the output of a task. Saying the same again is no error. */
  public void complete(
      String task, long lease, Principal who, Map<String, @Nullable Object> output) {
    settle(
        task,
        lease,
        who,
        attempt -> new Command.CompleteStep(attempt.step(), attempt.number(), output));
  }

  /** Takes a worker's word that the attempt failed. Saying the same again is no error. */
  public void fail(String task, long lease, Principal who, Failure failure) {
    settle(
        task,
        lease,
        who,
        attempt -> new Command.FailStep(attempt.step(), attempt.number(), failure));
  }

  /** Lets somebody else claim the task at once. */
  public void giveBack(String task, long lease, Principal who) {
    Optional<StoredTask> held = store.task(task);
    if (held.isEmpty() || !store.giveBack(task, leaseOf(lease, who))) {
      throw held.isEmpty() ? over(task, lease) : lost(task, lease, "somebody else has it");
    }
    bells.ring(held.get().offer().queue());
  }

  /** Tasks that wait or are being done, oldest first. */
  public List<StoredTask> list(TaskStore.TaskQuery query) {
    return store.tasks(query);
  }

  /** Fails the tasks that one worker after the other took and fell silent over. */
  void failLost() {
    for (StoredTask task : store.lost(now(), AT_ONCE)) {
      Origin origin = task.offer().origin();
      Failure failure =
          new Failure(
              "task.lost",
              "Expected a worker to finish the task, but "
                  + TaskStore.MOST_LOSSES
                  + " of them took it and fell silent. See what their last signs of life have in"
                  + " common, then retry the step.",
              false);
      Command command = new Command.FailStep(origin.step(), origin.attempt(), failure);
      engine.submit(new Submission(origin.run(), command, Principal.SYSTEM, null));
    }
  }

  /** Lets as many look as there are tasks at another node; who finds nothing waits on. */
  public void hear(Hint.TasksWaiting hint) {
    bells.ring(hint.queue(), hint.count());
  }

  /** Lets everybody who waits look again. */
  void wake() {
    bells.ringAll();
  }

  /**
   * Hands in a result. The lease is renewed before, so that nobody else claims the task while its
   * result is made durable. Its number is the idempotency key, for it is never given twice: who did
   * not hear the answer hears it again, and nobody else does.
   */
  private void settle(String task, long lease, Principal who, Function<Attempt, Command> result) {
    Attempt attempt = Attempt.of(task);
    if (attempt == null) {
      throw over(task, lease);
    }
    Submission submission =
        new Submission(attempt.run(), result.apply(attempt), who, "lease " + lease);
    if (store.renew(task, leaseOf(lease, who), Progress.NONE, now()).isEmpty()
        && runs.appliedKey(String.valueOf(submission.scopedKey())).isEmpty()) {
      throw store.task(task).isEmpty()
          ? over(task, lease)
          : lost(task, lease, "somebody else has it or may claim it now");
    }
    if (engine.submit(submission) instanceof Reply.Refused(var refusal)) {
      throw refusal.code() == Refusal.Code.KEY_REUSED || refusal.code() == Refusal.Code.ATTEMPT_OVER
          ? over(task, lease)
          : new GateholdException(
              refusal.code().word(), refusal.message(), refusal.next(), refusal.details());
    }
  }

  private static Lease leaseOf(long number, Principal who) {
    return new Lease(number, who.id());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static GateholdException over(String task, long lease) {
    return lost(task, lease, "it is over: it was stopped, took too long, or has a result");
  }

  private static GateholdException lost(String task, long lease, String why) {
    return new GateholdException(
        "lease.lost",
        "Expected lease " + lease + " of task '" + task + "' to hold, but " + why + ".",
        "Stop working on it, drop what came of it, and claim the next task.",
        Map.of("task", task, "lease", lease));
  }
}
