package dev.gatehold.engine;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Timing;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.SystemHost;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.secret.SecretSource;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.language.Reading;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryRunStore;
import dev.gatehold.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores that outlive engines, a clock turned by hand, a few people and a few flows. */
final class World implements AutoCloseable {
  static final Principal ALICE = Principal.person("alice");
  static final Principal BOB = Principal.person("bob");
  static final Principal CAROL = Principal.person("carol");
  private static final CelExpressions CEL = new CelExpressions();
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
  final MemoryRunStore memory;
  final MemoryFlowStore flows;
  final Map<String, Flow> library = new ConcurrentHashMap<>();

  /** Work begins, and ends when a test says so: no result of its own comes in between. */
  final List<Connector> connectors = new ArrayList<>(List.of(new Endless()));

  volatile String key = "";
  final Expressions expressions =
      (source, scope) ->
          scope.variables().containsKey("event")
              ? CEL.evaluate(source, scope)
              : source.equals("key") ? key : Expression.evaluate(source, scope.variables());
  DirectorySource directory = () -> PEOPLE;
  volatile List<Floor> floors = List.of();
  RunStore runs;
  Host host = new SystemHost();
  UnaryOperator<FlowCatalog> around = UnaryOperator.identity();
  private @Nullable DurableEngine engine;
  private int nodes;

  World() {
    this(false);
  }

  /** A world of one engine at a time, or of several that share its stores. */
  World(boolean shared) {
    memory = new MemoryRunStore(shared);
    flows = new MemoryFlowStore(memory);
    runs = memory;
  }

  private static final Directory PEOPLE =
      new Directory(
          Map.of(
              "alice", new Person("alice", "Alice"),
              "bob", new Person("bob", "Bob"),
              "carol", new Person("carol", "Carol")),
          Map.of("sre", Set.of("alice", "bob", "carol")));

  /** Works until it is interrupted. */
  private static final class Endless implements Connector {
    @Override
    public String name() {
      return "work";
    }

    @Override
    public Map<String, @Nullable Object> run(Job job) throws InterruptedException {
      new CountDownLatch(1).await();
      throw new IllegalStateException("unreachable");
    }
  }

  /** The few expressions that these tests need. */
  private static final class Expression {
    static @Nullable Object evaluate(String source, Map<String, @Nullable Object> variables) {
      if (source.equals("bug")) {
        throw new IllegalStateException("a bug in the machine");
      }
      return variables.get(source);
    }
  }

  DurableEngine start() {
    DurableEngine fresh =
        new DurableEngine(
            new EngineParts(
                "node-" + ++nodes,
                runs,
                around.apply(catalog()),
                () -> directory.current(),
                clock,
                new TimeOrderedIds(),
                connectors,
                () -> floors,
                (run, callee) -> run + "/" + callee,
                SecretSource.NONE,
                host));
    clock.onMove(_ -> fresh.wake());
    fresh.start();
    engine = fresh;
    return fresh;
  }

  StoredFlowCatalog catalog() {
    Schemas schemas = (_, _) -> List.of();
    return new StoredFlowCatalog(
        flows,
        new StoredFlowCatalog.Compiler(
            (_, source, _) -> new Reading(library.get(source), List.of()), expressions, schemas),
        () -> directory.current(),
        Set.of("work"),
        clock);
  }

  /** Pushes, releases and promotes a flow made here. */
  void live(String name, Step... steps) {
    live(new Flow(name, name, Map.of(), List.of(steps)));
  }

  void live(Flow flow) {
    String name = flow.name();
    String source = name + "#" + library.size();
    library.put(source, flow);
    StoredFlowCatalog catalog = catalog();
    catalog.push(name, name + ".yaml", source, ALICE);
    catalog.promote(name, catalog.release(name, "for a test", ALICE).number(), ALICE);
  }

  static Step gate(String id, int count, @Nullable Duration expiry) {
    return Step.of(
        id,
        new Action.Approval(
            new Gate(
                Template.text("Go on?"),
                null,
                List.of(),
                people(count, "group:sre"),
                List.of(),
                List.of(),
                List.of(Choice.of(Verdict.APPROVE, false), Choice.of(Verdict.REJECT, false)),
                Rejects.ANY,
                null,
                List.of(),
                new Timing(
                    null,
                    null,
                    List.of(),
                    List.of(),
                    expiry == null ? null : new Timing.Expiry(expiry, "expired")),
                List.of())));
  }

  /** A gate of one person from this source. */
  static Step gateOf(String id, String source) {
    return Step.of(
        id,
        new Action.Approval(
            new Gate(
                Template.text("Go on?"),
                null,
                List.of(),
                people(1, source),
                List.of(),
                List.of(),
                List.of(Choice.of(Verdict.APPROVE, false), Choice.of(Verdict.REJECT, false)),
                Rejects.ANY,
                null,
                List.of(),
                Timing.NONE,
                List.of())));
  }

  /** A gate of one engineer, who may request changes of the requester. */
  static Step reworkable(String id) {
    Gate gate = ((Action.Approval) gateOf(id, "group:sre").action()).gate();
    return Step.of(
        id,
        new Action.Approval(
            new Gate(
                gate.title(),
                null,
                List.of(),
                gate.requires(),
                List.of(),
                List.of(),
                List.of(
                    Choice.of(Verdict.APPROVE, false), Choice.of(Verdict.REQUEST_CHANGES, false)),
                gate.rejects(),
                new Rework(Template.text("requester"), 3, Rework.Keep.NONE, null),
                List.of(),
                gate.timing(),
                List.of())));
  }

  /** A gate of one engineer that covers a step. */
  static Step covering(String id, String step) {
    Gate gate = ((Action.Approval) gateOf(id, "group:sre").action()).gate();
    return Step.of(
        id,
        new Action.Approval(
            new Gate(
                gate.title(),
                null,
                List.of(step),
                gate.requires(),
                List.of(),
                List.of(),
                gate.choices(),
                gate.rejects(),
                null,
                List.of(),
                gate.timing(),
                List.of())));
  }

  static Requires people(int count, String source) {
    return new Requires.People(
        "Engineers",
        List.of(Template.text(source)),
        new Requires.Quota.Count(count),
        null,
        List.of());
  }

  static Step work(String id, Retry retry, @Nullable Duration timeout) {
    return new Step(
        id,
        null,
        retry,
        timeout,
        new Action.Work(
            "work", new Template.Mapping(Map.of("run", new Template.Expression("run")))));
  }

  static Step end(String id) {
    return Step.of(id, new Action.End(Ending.COMPLETED, Template.text("done")));
  }

  static Step buggy(String id) {
    return new Step(id, "bug", Retry.NONE, null, new Action.SetValues(Template.Mapping.EMPTY));
  }

  /** Starts a run of the live release for alice. */
  String run(String flow) {
    return ((Reply.Applied) engine().startRun(flow, null, Map.of(), ALICE, null)).run();
  }

  Reply decide(Principal who, String run, String step, Verdict verdict) {
    return engine().submit(decision(who, run, step, verdict, null));
  }

  Submission decision(
      Principal who, String run, String step, Verdict verdict, @Nullable String key) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    return new Submission(
        run,
        new Command.RecordDecision(step, verdict.word(), subject(run, step), null, form),
        who,
        key);
  }

  Digest subject(String run, String step) {
    return switch (steps(run).get(step)) {
      case StepState.AwaitingApproval open -> open.request().subject().digest();
      case StepState.Decided decided -> decided.request().subject().digest();
      case null, default -> throw new AssertionError(step + " of " + run + " asks for nothing");
    };
  }

  RunState state(String run) {
    return engine().view(run).orElseThrow().state();
  }

  Map<String, StepState> steps(String run) {
    return Objects.requireNonNull(state(run).facts()).steps();
  }

  /** Waits until something is so that no signal tells of. */
  void until(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not come to be within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  /** Waits until a run has ended. */
  RunState.Ended ended(String run) throws InterruptedException {
    while (true) {
      RunView view = engine().view(run).orElseThrow();
      if (view.state() instanceof RunState.Ended ended) {
        return ended;
      }
      if (!engine().awaitChange(run, view.seq(), PATIENCE)) {
        throw new AssertionError("Run " + run + " did not end, it is " + view.state());
      }
    }
  }

  DurableEngine engine() {
    return Objects.requireNonNull(engine);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
