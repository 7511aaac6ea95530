package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.Command.ReturnCall;
import dev.gatehold.core.run.Effect.CallFlow;
import dev.gatehold.core.run.Effect.RunStep;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.core.value.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Work that is a run of another flow. It starts like work of a connector and is agreed to, tried
 * again, timed out and undone like it; its result is how the other run ends.
 */
final class Calls {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final String REJECTED = "call.rejected";
  private static final String CANCELLED = "call.cancelled";

  private Calls() {}

  /**
   * The id of the run that an attempt calls: always the same one, however often it is told to
   * start, and sorted by time among the others (the form of a ULID in lower case). It is kept where
   * its caller is.
   */
  static String childOf(String run, String step, int attempt, Instant at) {
    MessageDigest sha = Digest.sha256();
    byte[] hash = sha.digest((run + "\n" + step + "\n" + attempt).getBytes(StandardCharsets.UTF_8));
    ByteBuffer random = ByteBuffer.wrap(hash);
    StringBuilder id = new StringBuilder("run_");
    append(id, at.toEpochMilli(), 10);
    append(id, random.getLong() >>> 24, 8);
    append(id, random.getLong() >>> 24, 8);
    return Home.of(run).mark(id.toString());
  }

  private static void append(StringBuilder id, long value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      id.append(DIGITS.charAt((int) (value >>> (5 * i)) & 31));
    }
  }

  /** Why this run can call no other; null when it can. */
  static @Nullable Failure tooDeep(Active run) {
    Parent parent = run.parent();
    return parent == null || parent.depth() < Parent.MOST
        ? null
        : new Failure(
            "call.depth",
            "Expected at most "
                + Parent.MOST
                + " runs above each other, but run '"
                + run.run()
                + "' stands below that many. See whether the flows call each other in a circle.",
            false);
  }

  /** Starts the other run, on behalf of whoever requested this one. */
  static CallFlow start(Active run, RunStep work, Instant now) {
    Map<String, @Nullable Object> parameters = work.parameters();
    Parent above = run.parent();
    return new CallFlow(
        work.step(),
        work.attempt(),
        childOf(run.run(), work.step(), work.attempt(), now),
        String.valueOf(parameters.get("flow")),
        parameters.get("release") instanceof Number number ? number.intValue() : null,
        input(parameters.get("input")),
        new Parent(
            run.run(),
            work.step(),
            work.attempt(),
            above == null ? 1 : above.depth() + 1,
            run.draft()),
        run.requester());
  }

  private static Map<String, @Nullable Object> input(@Nullable Object rendered) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    if (rendered instanceof Map<?, ?> values) {
      values.forEach((name, value) -> input.put(String.valueOf(name), value));
    }
    return input;
  }

  /** Stops work that is under way, be it a connector's or another run's. */
  static Effect stop(Active run, String at, Working working) {
    return working.connector().equals(Action.CALL)
        ? new Effect.CancelCall(
            at, working.attempt(), childOf(run.run(), at, working.attempt(), working.since()))
        : new Effect.StopStep(at, working.attempt(), working.connector());
  }

  /** Tells the run above, if there is one, how this one ended. */
  static void tell(
      Turn turn,
      Active run,
      Ending ending,
      String reason,
      @Nullable Map<String, @Nullable Object> output) {
    Parent parent = run.parent();
    if (parent != null) {
      turn.effect(
          new Effect.TellParent(
              parent,
              new ReturnCall(
                  parent.step(),
                  parent.attempt(),
                  run.run(),
                  run.release(),
                  ending,
                  reason,
                  output == null ? Map.of() : output)));
    }
  }

  /** Whether the step goes on when the other run ends like this. */
  static boolean accepts(Working working, Ending ending) {
    return working.parameters().get("accept") instanceof List<?> accepted
        ? accepted.contains(word(ending))
        : ending == Ending.COMPLETED;
  }

  static Map<String, @Nullable Object> output(ReturnCall command) {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("run", command.run());
    output.put("flow", command.release().flow());
    output.put("release", (long) command.release().number());
    output.put("outcome", word(command.ending()));
    output.put("reason", command.reason());
    output.put("output", command.output());
    return output;
  }

  /** What a run that did not end as wanted means for the step that called it. */
  static Failure failure(ReturnCall command) {
    String word = word(command.ending());
    return new Failure(
        "call." + word,
        "Expected run '"
            + command.run()
            + "' of "
            + command.release().text()
            + " to complete, but it ended as "
            + word
            + ": "
            + command.reason(),
        command.ending() == Ending.FAILED);
  }

  /**
   * How a run ends that cannot go on after a step failed so; null when a flow may handle it as an
   * error. People who say no, there as here, are no error. Only a call can say that they did: the
   * codes of other work are whatever whoever did it says.
   */
  static @Nullable Ending finalEnding(Step step, Failure failure) {
    if (!step.action().calls()) {
      return null;
    }
    return switch (failure.code()) {
      case REJECTED -> Ending.REJECTED;
      case CANCELLED -> Ending.FAILED;
      default -> null;
    };
  }

  private static String word(Ending ending) {
    return Objects.requireNonNull(ending).name().toLowerCase(Locale.ROOT);
  }
}
