package dev.gatehold.simulation.world;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Submission;
import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.law.Chronicle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * People, operators and senders: whatever anybody may want of a run, now and then the wrong thing.
 */
final class Town {
  private static final List<Principal> ANYBODY =
      List.of(
          Cast.ALICE,
          Cast.BOB,
          Cast.CAROL,
          Cast.DAN,
          Cast.EVE,
          Cast.BOB,
          Cast.CAROL,
          Cast.DAN,
          Cast.BOT,
          Cast.PIPELINE,
          Cast.MALLORY);

  private final World world;
  private final RandomGenerator random;
  private final Clients clients;
  private final Workers workers;
  private final List<Digest> shown = new ArrayList<>(List.of(Digest.of("never shown")));
  private final List<String> callbacks = new ArrayList<>();

  Town(World world, RandomGenerator random, Mistake mistake) {
    this.world = world;
    this.random = random;
    this.clients = new Clients(world, random, mistake);
    this.workers = new Workers(world, random, clients);
  }

  /** Work was told where to call back. */
  void told(String callback) {
    callbacks.add(callback);
  }

  void act() {
    switch (random.nextInt(24)) {
      case 0, 1 -> clients.start(anyOf(Library.NAMES), anyOf(requesters()));
      case 2, 3, 4 -> workers.act();
      case 5, 6 -> clients.publish();
      case 7 -> clients.look(anyRun());
      case 8 -> callBack();
      case 9 -> {
        if (random.nextInt(3) == 0) {
          world.library().publish(anyOf(Library.NAMES));
        }
      }
      case 10 -> rivals();
      case 11, 12, 13, 14, 15, 16 -> decide();
      default -> {
        Chronicle run = anyRun();
        if (run != null) {
          submit(run, command(run));
        }
      }
    }
  }

  private static List<Principal> requesters() {
    return List.of(Cast.ALICE, Cast.BOT, Cast.PIPELINE);
  }

  /** Mostly one of the newest, which still go on. */
  private @Nullable Chronicle anyRun() {
    List<Chronicle> all = List.copyOf(world.observer().runs().values());
    List<Chronicle> going =
        all.stream().filter(run -> run.state() instanceof RunState.Active).toList();
    List<Chronicle> from = going.isEmpty() || random.nextInt(8) == 0 ? all : going;
    return from.isEmpty() ? null : anyOf(from);
  }

  /** Somebody does what is asked of them. */
  private void decide() {
    List<Chronicle> asking = world.observer().runs().values().stream().filter(Town::asks).toList();
    if (!asking.isEmpty()) {
      Chronicle run = anyOf(asking);
      String gate = gateOf(run);
      submit(run, requestOf(run, gate) == null ? resubmission(gate) : decision(run, gate));
    }
  }

  private static boolean asks(Chronicle run) {
    return run.state() instanceof RunState.Active active
        && active.steps().values().stream().anyMatch(Town::asks);
  }

  private static boolean asks(StepState step) {
    return step instanceof StepState.AwaitingApproval || step instanceof StepState.AwaitingRework;
  }

  /** Mostly one of those who are asked. */
  private Principal anybodyFor(Chronicle run, Command command) {
    Request request =
        command instanceof Command.RecordDecision decision && random.nextInt(4) > 0
            ? requestOf(run, decision.step())
            : null;
    List<String> asked =
        request == null
            ? List.of()
            : request.eligible().values().stream()
                .flatMap(roster -> roster.persons().stream())
                .filter(person -> !request.excluded().containsKey(person))
                .distinct()
                .toList();
    return asked.isEmpty() ? anyOf(ANYBODY) : Principal.person(anyOf(asked));
  }

  private void submit(Chronicle run, Command command) {
    Principal actor = anybodyFor(run, command);
    if (command instanceof Command.Resubmit && run.state() instanceof RunState.Active active) {
      actor = random.nextInt(4) == 0 ? actor : Principal.person(active.requester().countsAs());
    }
    if (command instanceof Command.WithdrawDecision withdrawn
        && run.state() instanceof RunState.Active active
        && active.at(withdrawn.step()) instanceof StepState.AwaitingApproval open
        && !open.standing().isEmpty()) {
      actor = Principal.person(anyOf(open.standing()).person());
    }
    clients.submit(new Submission(run.run(), command, actor, clients.key()));
  }

  /** Several people decide the same at the same moment. */
  private void rivals() {
    Chronicle run = anyRun();
    if (run != null) {
      String gate = gateOf(run);
      for (int rival = 2 + random.nextInt(3); rival > 0; rival--) {
        submit(run, decision(run, gate));
      }
    }
  }

  private Command command(Chronicle run) {
    String step = current(run);
    return switch (random.nextInt(30)) {
      case 0 -> new Command.WithdrawDecision(gateOf(run));
      case 1 -> new Command.HandOver(gateOf(run), null, anyOf(List.of("eve", "dan")), null, null);
      case 2, 3 -> resubmission(gateOf(run));
      case 4, 5, 6 -> new Command.ResumeRun();
      case 7, 8 -> new Command.RetryStep(step);
      case 9 -> new Command.SkipStep(step, "not today");
      case 10 -> random.nextInt(4) == 0 ? new Command.CancelRun("enough") : new Command.PassTime();
      case 11, 12 -> new Command.CompleteStep(step, 1, Map.of("ok", true));
      case 13, 14 -> new Command.PauseRun(null);
      case 15 -> new Command.CallBack(step, 1, 1, Map.of("ok", true));
      default -> decision(run, gateOf(run));
    };
  }

  private Command decision(Chronicle run, String step) {
    Digest digest = shown.getFirst();
    Request request = requestOf(run, step);
    String choice = "approve";
    if (request != null) {
      digest = request.subject().digest();
      shown.add(digest);
      List<Choice> choices = request.choices();
      choice = random.nextInt(3) > 0 ? choice : choices.get(random.nextInt(choices.size())).word();
    }
    digest = random.nextInt(6) == 0 ? anyOf(shown) : digest;
    Map<String, @Nullable Object> edits =
        random.nextInt(8) == 0 ? Map.of("amount", (long) random.nextInt(3)) : Map.of();
    return new Command.RecordDecision(step, choice, digest, "because", Map.of(), edits);
  }

  private static @Nullable Request requestOf(Chronicle run, String step) {
    RunState.Active facts = run.state().facts();
    return switch (facts == null ? null : facts.at(step)) {
      case StepState.AwaitingApproval open -> open.request();
      case StepState.Decided decided -> decided.request();
      case null, default -> null;
    };
  }

  private Command resubmission(String step) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("service", "billing");
    input.put("amount", (long) random.nextInt(3));
    return new Command.Resubmit(step, random.nextBoolean() ? null : input, null);
  }

  /** A gate that asks, if there is one. */
  private String gateOf(Chronicle run) {
    return oneOf(run, Town::asks);
  }

  /** A step that is not over, if there is one. */
  private String current(Chronicle run) {
    return oneOf(run, state -> !state.over());
  }

  private String oneOf(Chronicle run, Predicate<StepState> wanted) {
    RunState.Active facts = run.state().facts();
    List<String> found =
        facts == null
            ? List.of()
            : facts.steps().entrySet().stream()
                .filter(each -> wanted.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    return found.isEmpty() || random.nextInt(20) == 0
        ? anyOf(run.flow().everyStep()).id()
        : anyOf(found);
  }

  /** Early, late and double, as senders are. */
  private void callBack() {
    if (!callbacks.isEmpty()) {
      String[] address =
          anyOf(callbacks.subList(Math.max(0, callbacks.size() - 8), callbacks.size()))
              .split("/", -1);
      clients.submit(
          new Submission(
              address[0],
              new Command.CallBack(
                  address[1],
                  Integer.parseInt(address[2]),
                  Integer.parseInt(address[3]),
                  Map.of("ok", true)),
              Cast.PIPELINE,
              clients.key()));
    }
  }

  private <T> T anyOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
