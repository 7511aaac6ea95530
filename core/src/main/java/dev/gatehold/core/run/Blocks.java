package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.RunEvent.BranchesStarted;
import dev.gatehold.core.run.RunEvent.LapEnded;
import dev.gatehold.core.run.RunEvent.LapStarted;
import dev.gatehold.core.run.RunEvent.LoopStarted;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.run.StepState.Working;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins and ends blocks: parallel branches, and loops with their laps. */
final class Blocks {
  private static final String NOT_NEEDED = "no longer needed";

  private final Layout layout;
  private final Expressions expressions;
  private final Stops stops;

  Blocks(Layout layout, Expressions expressions, Stops stops) {
    this.layout = layout;
    this.expressions = expressions;
    this.stops = stops;
  }

  void fork(Turn turn, Step step, String at, Instant now) {
    turn.emit(new BranchesStarted(at, deadline(step, now), now));
  }

  /** Begins a {@code repeat}. */
  void loop(Turn turn, Step step, String at, Instant now) {
    turn.emit(new LoopStarted(at, null, deadline(step, now), now));
  }

  /**
   * Begins a {@code foreach}: at once over a list, or with reading a resource of lines.
   *
   * @param attempt of reading
   * @throws IllegalArgumentException when its items are neither, or too many
   */
  void loop(
      Turn turn, Step step, String at, Action.ForEach each, int attempt, Scope scope, Instant now) {
    Object rendered = each.items().render(expressions, scope);
    if (rendered instanceof Map<?, ?> reference && reference.get("resource") instanceof String) {
      read(turn, step, at, rendered, attempt, now);
    } else {
      begin(turn, at, rendered, deadline(step, now), now);
    }
  }

  private static void read(
      Turn turn, Step step, String at, Object reference, int attempt, Instant now) {
    Map<String, @Nullable Object> parameters = Map.of("from", reference);
    turn.emit(new StepStarted(at, attempt, Action.LINES, parameters, deadline(step, now), now));
    turn.effect(
        new Effect.RunStep(at, attempt, Action.LINES, parameters, step.timeout(), null, null));
  }

  /** Goes on with a {@code foreach} whose items were read. */
  static void itemsRead(
      Turn turn, Working reading, String at, Map<String, @Nullable Object> output, Instant now) {
    try {
      begin(turn, at, output.get("items"), reading.deadline(), now);
    } catch (IllegalArgumentException e) {
      turn.emit(new StepFailed(at, reading.attempt(), Failure.unusable(e), now));
    }
  }

  private static void begin(
      Turn turn, String at, @Nullable Object rendered, @Nullable Instant deadline, Instant now) {
    if (!(rendered instanceof List<?> items)) {
      throw new IllegalArgumentException(
          "Expected the items of '"
              + at
              + "' to be a list or a resource of lines, but they are something else.");
    }
    if (items.size() > Action.ForEach.MOST_ITEMS) {
      throw new IllegalArgumentException(
          "Expected at most "
              + Action.ForEach.MOST_ITEMS
              + " items, but found "
              + items.size()
              + ". Split the list over several runs.");
    }
    turn.emit(new LoopStarted(at, new ArrayList<>(items), deadline, now));
  }

  private static @Nullable Instant deadline(Step step, Instant now) {
    return step.timeout() == null ? null : now.plus(step.timeout());
  }

  void startLap(Turn turn, Position.NextLap next, Instant now) {
    turn.emit(new LapStarted(next.at().text(), next.lap(), now));
  }

  /** Ends a lap, and with the last one of a {@code repeat} the loop. */
  void endLap(Turn turn, Position.LapOver over, Context context) {
    stops.inLap(turn, over.at(), over.lap(), NOT_NEEDED, context);
    Active run = Objects.requireNonNull(turn.active());
    Lap lap = new Lap(over.lap(), over.end(), over.reason(), null);
    boolean last = false;
    if (over.end() == Ending.COMPLETED) {
      try {
        Scope scope = RunScope.lap(layout, run, over.at(), over.lap());
        Template collect = collect(over.loop().action());
        Object collected = collect == null ? null : collect.render(expressions, scope);
        lap = new Lap(over.lap(), Ending.COMPLETED, "", collected);
        last =
            over.loop().action() instanceof Action.Repeat repeat
                && expressions.test(repeat.until(), scope);
      } catch (ExpressionException | IllegalArgumentException e) {
        lap = new Lap(over.lap(), Ending.FAILED, String.valueOf(e.getMessage()), null);
      }
    }
    List<String> forgotten = stops.reachedIn(run, over.at(), over.lap());
    turn.emit(new LapEnded(over.at().text(), lap, forgotten, context.now()));
    if (over.loop().action() instanceof Action.Repeat repeat && lap.end() == Ending.COMPLETED) {
      afterLap(turn, over.at(), repeat, last, context.now());
    }
  }

  private static @Nullable Template collect(Action loop) {
    return switch (loop) {
      case Action.ForEach each -> each.collect();
      case Action.Repeat repeat -> repeat.collect();
      default -> null;
    };
  }

  private static void afterLap(
      Turn turn, Address at, Action.Repeat repeat, boolean last, Instant now) {
    Looping loop = looping(turn, at);
    if (last) {
      turn.emit(new StepCompleted(at.text(), output(loop), now));
    } else if (loop.begun() >= repeat.atMost()) {
      Failure failure =
          new Failure(
              "repeat.bound",
              "Expected '"
                  + repeat.until()
                  + "' to hold after at most "
                  + repeat.atMost()
                  + " laps, but it does not.",
              false);
      turn.emit(new StepFailed(at.text(), 1, failure, now));
    }
  }

  private static Looping looping(Turn turn, Address at) {
    return (Looping)
        Objects.requireNonNull(Objects.requireNonNull(turn.active()).steps().get(at.text()));
  }

  /** Ends a block that has what it needs. */
  void join(Turn turn, Position.Joined joined, Context context) {
    Active run = Objects.requireNonNull(turn.active());
    Map<String, @Nullable Object> output =
        joined.block().action() instanceof Action.Parallel parallel
            ? Map.of("branches", branches(run, parallel, joined.at()))
            : output(looping(turn, joined.at()));
    stops.inside(turn, joined.at(), NOT_NEEDED, context);
    turn.emit(new StepCompleted(joined.at().text(), output, context.now()));
  }

  private static Map<String, @Nullable Object> branches(
      Active run, Action.Parallel parallel, Address at) {
    Position.Walk walk = new Position.Walk(run);
    Map<String, @Nullable Object> ends = new LinkedHashMap<>();
    for (Branch branch : parallel.branches()) {
      ends.put(
          branch.name(),
          switch (walk.through(branch.steps(), at.laps())) {
            case null -> word(Ending.COMPLETED);
            case Position.Over over -> word(over.ending());
            case Position _ -> "stopped";
          });
    }
    return ends;
  }

  private static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }

  /** What expressions see of a loop that is over: how its laps ended, and what they collected. */
  private static Map<String, @Nullable Object> output(Looping loop) {
    List<@Nullable Object> results = new ArrayList<>(Collections.nCopies(loop.begun(), null));
    loop.laps().forEach(lap -> results.set(lap.number() - 1, lap.collected()));
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("laps", (long) loop.begun());
    output.put("results", results);
    List<@Nullable Object> fallen = new ArrayList<>();
    for (Lap lap : loop.fallen()) {
      fallen.add(
          Map.of("lap", (long) lap.number(), "ended", word(lap.end()), "reason", lap.reason()));
    }
    output.put("fallen", fallen);
    return output;
  }

  /** Lets a block fail because of what is inside of it. */
  void fall(Turn turn, Address at, Failure failure, Context context) {
    stops.inside(turn, at, NOT_NEEDED, context);
    turn.emit(new StepFailed(at.text(), 1, failure, context.now()));
  }

  /** Lets a block fail because it took too long. */
  void timeOut(Turn turn, String at, Context context) {
    Address address = Address.parse(at);
    Duration timeout = Objects.requireNonNull(layout.step(address.id()).timeout());
    fall(turn, address, Attempts.timedOut(timeout), context);
  }
}
