package dev.gatehold.simulation.bug;

import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.VersionConflict;
import dev.gatehold.simulation.store.Ports;
import dev.gatehold.simulation.store.Ports.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a store may get wrong. */
final class StoreMistakes {
  private static final Duration HOUR = Duration.ofHours(1);

  static final List<Planted> ALL =
      List.of(
          planted(
              "a rival's write is overlooked and the own one is lost",
              "journal.expected journal.replays",
              on("commit", StoreMistakes::swallowingConflicts)),
          planted(
              "the journal is read one entry behind",
              "journal.kept",
              on("journal", call -> allButLast(call.make()))),
          planted(
              "runs are loaded one entry behind",
              "journal.rebuilt",
              on("load", call -> behind(call.make()))),
          planted(
              "idempotency keys are not written",
              "keys.kept",
              writing(write -> with(write, write.row(), write.requests().size(), false, true))),
          planted(
              "effects are not written", "end.work-done", writing(StoreMistakes::withoutEffects)),
          planted(
              "a result leaves its task behind",
              "task.gone-with-result",
              writing(write -> with(write, write.row(), write.requests().size(), true, false))),
          planted(
              "deadlines are not written",
              "row.kept time.deadline-listed",
              writing(write ->
                  with(write, restless(write.row()), write.requests().size(), true, true))),
          planted(
              "requests are not listed",
              "list.request-status",
              writing(write -> with(write, write.row(), 0, true, true))),
          planted(
              "of several runs in a transaction only the first is written",
              "row.kept journal.kept",
              on(
                  "commit",
                  call -> call.with(0, ((List<?>) call.argument(0)).subList(0, 1)).make())),
          planted(
              "one write in thirty is acknowledged and lost",
              "journal.kept",
              everyNth(30, "commit")),
          planted(
              "effects are given away while somebody holds them",
              "lease.exclusive",
              on("leaseEffects", call -> later(call).make())),
          planted(
              "who has lost an effect is told that it still holds it",
              "lease.renewed-by-holder",
              on(
                  "renewLeases",
                  call -> {
                    call.make();
                    return call.argument(1);
                  })),
          planted(
              "what the dead have left is never taken up",
              "end.effects-done end.calls-return end.work-done",
              on("leaseEffects", _ -> List.of())),
          planted(
              "tasks are given to a second worker",
              "lease.exclusive",
              on("claim", call -> later(call).make())),
          planted(
              "leases of tasks have numbers that come again",
              "lease.numbers-grow",
              on("claim", call -> renumbered(call.make()))),
          planted(
              "one event in three is acknowledged and lost",
              "end.events-delivered",
              everyNth(3, "keep")),
          planted("subscriptions are not written", "end.events-taken", on("subscribe", _ -> null)),
          planted(
              "what a crash left undelivered is not found",
              "end.events-delivered",
              on("undelivered", _ -> List.of())),
          planted("nothing is ever due", "end.timers-end", on("due", _ -> List.of())));

  private StoreMistakes() {}

  private static Planted planted(String name, String law, Mistake mistake) {
    return new Planted(name, List.of(law.split(" ")), mistake);
  }

  /** A store whose calls of this name go wrong so. */
  private static Mistake on(String name, Ports.Gatekeeper wrong) {
    return new Mistake() {
      @Override
      public RunStore store(RunStore right) {
        return Ports.guarded(
            right, call -> call.name().equals(name) ? wrong.through(call) : call.make());
      }
    };
  }

  private static Mistake everyNth(int nth, String name) {
    int[] calls = {0};
    return on(
        name,
        call -> {
          if (++calls[0] % nth != 0) {
            return call.make();
          }
          return name.equals("keep") ? Boolean.TRUE : null;
        });
  }

  private static Mistake writing(UnaryOperator<RunWrite> wrong) {
    return on(
        "commit",
        call ->
            call.with(
                    0,
                    ((List<?>) call.argument(0))
                        .stream().map(RunWrite.class::cast).map(wrong).toList())
                .make());
  }

  private static @Nullable Object swallowingConflicts(Call call) {
    try {
      return call.make();
    } catch (VersionConflict e) {
      return null;
    }
  }

  private static List<?> allButLast(@Nullable Object answer) {
    List<?> all = (List<?>) Objects.requireNonNull(answer);
    return all.isEmpty() ? all : all.subList(0, all.size() - 1);
  }

  private static Object behind(@Nullable Object answer) {
    return ((Optional<?>) Objects.requireNonNull(answer))
        .map(StoredRun.class::cast)
        .map(run ->
            run.entries().size() < 2
                ? run
                : new StoredRun(
                    run.run(),
                    run.seq() - 1,
                    run.entries().get(run.entries().size() - 2).hash(),
                    run.parked(),
                    run.snapshot(),
                    run.entries().subList(0, run.entries().size() - 1)));
  }

  private static RunWrite with(
      RunWrite write, RunRow row, int requests, boolean keys, boolean finished) {
    return new RunWrite(
        write.expected(),
        write.entries(),
        row,
        write.snapshot(),
        write.requests().subList(0, requests),
        write.effects(),
        finished ? write.finishedEffects() : List.of(),
        keys ? write.keys() : List.of(),
        write.turns());
  }

  private static RunWrite withoutEffects(RunWrite write) {
    return new RunWrite(
        write.expected(),
        write.entries(),
        write.row(),
        write.snapshot(),
        write.requests(),
        List.of(),
        write.finishedEffects(),
        write.keys(),
        write.turns());
  }

  private static RunRow restless(RunRow row) {
    return new RunRow(
        row.run(),
        row.flow(),
        row.release(),
        row.releaseDigest(),
        row.status(),
        row.waitingFor(),
        row.requester(),
        row.startedAt(),
        row.endedAt(),
        row.seq(),
        row.headHash(),
        null,
        row.key(),
        row.draft(),
        row.parent());
  }

  /** The same call as if it were an hour later, when every lease is over. */
  private static Call later(Call call) {
    return call.with(1, ((Instant) call.argument(1)).plus(HOUR));
  }

  private static List<StoredTask> renumbered(@Nullable Object answer) {
    return ((List<?>) Objects.requireNonNull(answer))
        .stream()
            .map(StoredTask.class::cast)
            .map(task -> {
              StoredTask.Holder holder = Objects.requireNonNull(task.holder());
              return new StoredTask(
                  task.offer(),
                  task.losses(),
                  new StoredTask.Holder(
                      new StoredTask.Lease(1, holder.lease().principal()),
                      holder.worker(),
                      holder.until()),
                  task.progress());
            })
            .toList();
  }
}
