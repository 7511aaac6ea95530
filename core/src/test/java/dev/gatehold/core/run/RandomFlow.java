package dev.gatehold.core.run;

import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.cast.Flows;
import dev.gatehold.core.cast.Flows.GateDraft;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Small flows of every kind of step, where gates cover the work that comes after them. */
public final class RandomFlow {
  private final RandomGenerator random;
  private final List<String> upcomingWork = new ArrayList<>();
  private @Nullable String upcomingCallback;
  private int made;

  private RandomFlow(RandomGenerator random) {
    this.random = random;
  }

  public static Flow of(RandomGenerator random) {
    RandomFlow maker = new RandomFlow(random);
    return Flows.flow(maker.steps(3).toArray(Step[]::new));
  }

  /** Made from the last to the first, so that a gate knows the work that comes after it. */
  private List<Step> steps(int depth) {
    List<Step> steps = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      steps.addFirst(conditional(step(depth)));
    }
    return steps;
  }

  private Step conditional(Step step) {
    return switch (random.nextInt(12)) {
      case 0 -> Flows.when("false", step);
      case 1 -> Flows.when("true", step);
      case 2 -> Flows.when("mood", step);
      default -> step;
    };
  }

  private Step step(int depth) {
    made++;
    String id = "s" + made;
    return switch (random.nextInt(depth == 1 ? 8 : 13)) {
      case 0, 1, 2 -> work(id);
      case 3, 4, 5 -> gate(id, depth);
      case 6 ->
          switch (random.nextInt(3)) {
            case 0 -> Flows.waitFor(id, random.nextInt(10) + "m");
            case 1 -> callback(id);
            default ->
                Flows.eventWait(id, null, random.nextInt(4) > 0 ? Duration.ofMinutes(6) : null);
          };
      case 7 ->
          random.nextInt(6) == 0
              ? Flows.end(id, Ending.COMPLETED, "enough")
              : Flows.set(id, "value", Flows.expression("mood"));
      case 8, 9 -> failing(parallel(id, depth));
      case 10 -> failing(each(id, depth));
      case 11 -> failing(repeat(id, depth));
      default -> Flows.choose(id, "mood", steps(depth - 1), steps(depth - 1).toArray(Step[]::new));
    };
  }

  private Step parallel(String id, int depth) {
    List<List<Step>> branches = new ArrayList<>();
    for (int count = 2 + random.nextInt(2); count > 0; count--) {
      branches.add(apart(() -> steps(depth - 1)));
    }
    return limited(Flows.parallel(id, 1 + random.nextInt(branches.size()), branches));
  }

  private Step each(String id, int depth) {
    Step[] steps = apart(() -> steps(depth - 1)).toArray(Step[]::new);
    return limited(Flows.each(id, "items", 1 + random.nextInt(3), random.nextInt(3), steps));
  }

  private Step repeat(String id, int depth) {
    Step[] steps = apart(() -> steps(depth - 1)).toArray(Step[]::new);
    return limited(Flows.repeat(id, "mood", 3, steps));
  }

  /** Gates cover what comes after them in the same branch or lap, and nothing behind it. */
  private List<Step> apart(Supplier<List<Step>> steps) {
    List<String> behind = List.copyOf(upcomingWork);
    String callbackBehind = upcomingCallback;
    upcomingWork.clear();
    upcomingCallback = null;
    List<Step> made = steps.get();
    upcomingWork.clear();
    upcomingWork.addAll(behind);
    upcomingCallback = callbackBehind;
    return made;
  }

  private Step limited(Step block) {
    return random.nextInt(4) == 0 ? Flows.timeout(Duration.ofMinutes(8), block) : block;
  }

  private Step failing(Step step) {
    return switch (random.nextInt(6)) {
      case 0 -> Flows.onError(new OnError.Continue(), step);
      case 1 -> Flows.onError(new OnError.Handle(apart(() -> List.of(work("s" + ++made)))), step);
      default -> step;
    };
  }

  private Step callback(String id) {
    upcomingCallback = id;
    return Flows.callback(id, random.nextInt(4) > 0 ? Duration.ofMinutes(6) : null);
  }

  private Step work(String id) {
    upcomingWork.add(id);
    Step plain = Flows.work(id, Flows.expression("version"));
    if (upcomingCallback != null && random.nextBoolean()) {
      plain = Flows.calling(id, upcomingCallback);
    } else if (random.nextInt(5) == 0) {
      plain = Flows.call(id, Flows.expression("version"));
    }
    Step work = failing(plain);
    if (random.nextInt(6) == 0) {
      work = Flows.onError(new OnError.Hold(), work);
    }
    if (random.nextInt(3) == 0) {
      work = Flows.undone(Flows.expression("version"), work);
    }
    Step repeated = random.nextBoolean() ? Flows.retry(3, Duration.ofMinutes(2), work) : work;
    return random.nextBoolean() ? Flows.timeout(Duration.ofMinutes(3), repeated) : repeated;
  }

  private Step gate(String id, int depth) {
    List<String> covered = upcomingWork.stream().filter(_ -> random.nextBoolean()).toList();
    GateDraft gate = Flows.gate(id, requires()).covers(covered.toArray(String[]::new));
    if (random.nextInt(3) == 0) {
      gate.expires(Duration.ofMinutes(5), anyOf("expired", "rejected", "cancelled", "approved"));
    }
    if (random.nextInt(6) == 0) {
      gate.shows("Plan", Flows.expression("version"), random.nextBoolean());
    }
    if (depth > 1 && random.nextInt(3) == 0) {
      gate.then(
          anyOf("approved", "rejected", "expired", "cancelled"),
          steps(depth - 1).toArray(Step[]::new));
    }
    ask(gate);
    return gate.step();
  }

  /** Now and then a gate asks for rework, may be edited, or has a ladder. */
  private void ask(GateDraft gate) {
    if (random.nextInt(3) == 0) {
      gate.rework(2 + random.nextInt(2), random.nextBoolean() ? Keep.NONE : Keep.UNAFFECTED);
    } else if (random.nextInt(4) == 0) {
      gate.changes();
    }
    if (random.nextInt(3) == 0) {
      gate.modify("amount");
    }
    if (random.nextInt(3) == 0) {
      gate.due(Duration.ofMinutes(3))
          .remind(Duration.ofMinutes(1), random.nextBoolean())
          .escalate(null, anyOf(Escalation.values()), "user:eve");
    }
    if (random.nextInt(4) == 0) {
      gate.rejectsWhen(random.nextBoolean() ? new Rejects.Impossible() : new Rejects.Enough(2));
    }
  }

  private Requires requires() {
    return switch (random.nextInt(6)) {
      case 0 -> Flows.stages(Flows.people(1, "group:sre"), Flows.people(1, "group:security"));
      case 1 -> Flows.all(Flows.people(1, "group:sre"), Flows.people(1, "group:sre", "user:dan"));
      case 4 ->
          Flows.some(
              2,
              Flows.people(1, "group:sre"),
              Flows.people(1, "group:security"),
              Flows.people(1, "user:eve"));
      case 2 -> Flows.any(Flows.people(2, "group:sre"), Flows.people(1, "group:security"));
      default -> Flows.people(1 + random.nextInt(2), "group:sre");
    };
  }

  @SafeVarargs
  private <T> T anyOf(T... words) {
    return words[random.nextInt(words.length)];
  }
}
