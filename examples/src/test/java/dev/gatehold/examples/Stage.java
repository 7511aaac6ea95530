package dev.gatehold.examples;

import dev.gatehold.connectors.exec.ExecConnector;
import dev.gatehold.connectors.exec.ExecSettings;
import dev.gatehold.connectors.http.HttpConnector;
import dev.gatehold.connectors.http.HttpSettings;
import dev.gatehold.connectors.lines.LinesConnector;
import dev.gatehold.connectors.ssh.SshConnector;
import dev.gatehold.connectors.ssh.SshSettings;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Incident;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.event.Announcement;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.memory.FlowMemory;
import dev.gatehold.engine.memory.FlowMemory.Place;
import dev.gatehold.engine.memory.MemoryConnector;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.engine.trigger.Triggers;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.Reading;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.testkit.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flows on the real engine, with real processes and connections, the cast and the floors of the
 * examples, and a clock that is turned. Every example calls its gate {@code review}.
 */
final class Stage implements AutoCloseable {
  /** A Sunday, at ten in Berlin. */
  static final Instant BEGIN = Instant.parse("2026-11-22T09:00:00Z");

  private static final Principal AUTHOR = Principal.person("alice");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final VirtualClock clock = new VirtualClock(BEGIN);
  private final String flow;
  private final Backing backing;
  private final Map<String, Delivered> delivered = new ConcurrentHashMap<>();
  private final CallbackDoor door = new CallbackDoor();
  private final SshConnector ssh;
  private final StoredFlowCatalog catalog;
  private final DurableEngine engine;

  /** One example without places outside, its data in memory. */
  static Stage of(String example, Path workFolder) throws IOException {
    Stage stage = new Stage(example, workFolder, Places.NONE, Backing.inMemory());
    stage.put(Files.readString(Path.of(example, "flow.yaml")));
    return stage;
  }

  /** A stage without flows, which have to be {@link #put} there. */
  Stage(String flow, Path workFolder, Places places, Backing backing) throws IOException {
    this.flow = flow;
    this.backing = backing;
    this.ssh = new SshConnector(new SshSettings(places.ssh()), backing.resources());
    List<Connector> connectors =
        Stream.of(
                new ExecConnector(ExecSettings.anyCommandIn(workFolder), backing.resources()),
                new HttpConnector(new HttpSettings(places.http(), _ -> null), backing.resources()),
                ssh,
                new LinesConnector(backing.resources()),
                new MemoryConnector(new FlowMemory(backing.memory(), clock)))
            .<Connector>map(Remembering::new)
            .toList();
    Directory directory = Cast.directory();
    List<Floor> floors = Floors.all();
    this.catalog =
        new StoredFlowCatalog(
            backing.flows(),
            new StoredFlowCatalog.Compiler(
                new FlowReader()::read, new CelExpressions(), new JsonSchemas()),
            () -> directory,
            Set.of("exec", "http", "ssh", "memory", "task"),
            clock,
            () -> floors);
    this.engine =
        new DurableEngine(
            new EngineParts(
                "stage",
                backing.runs(),
                catalog,
                () -> directory,
                clock,
                new TimeOrderedIds(),
                connectors,
                () -> floors,
                door,
                (name, _) -> Objects.requireNonNull(places.secrets().get(name))));
    door.open(engine);
    engine.start();
  }

  /** Makes a flow live. */
  void put(String source) {
    String name = FlowFile.name(source);
    Reading reading = catalog.push(name, name + ".yaml", source, AUTHOR);
    if (!reading.ok()) {
      throw new AssertionError(reading.problems());
    }
    catalog.promote(name, catalog.release(name, "", AUTHOR).number(), AUTHOR);
    engine.triggers().follow(name);
  }

  private record Delivered(Connector connector, Connector.Job job) {}

  /** Passes jobs on and remembers them, so that a delivery can be repeated. */
  private final class Remembering implements Connector {
    private final Connector connector;

    private Remembering(Connector connector) {
      this.connector = connector;
    }

    @Override
    public String name() {
      return connector.name();
    }

    @Override
    public Map<String, @Nullable Object> run(Job job)
        throws ConnectorFailure, InterruptedException {
      delivered.put(job.step(), new Delivered(connector, job));
      return connector.run(job);
    }
  }

  /** Delivers the job of a step once more, as after a crash, and returns what it answers. */
  Map<String, @Nullable Object> deliverAgain(String step) throws Exception {
    Delivered last = delivered.get(step);
    if (last == null) {
      throw new AssertionError("Expected a job of step '" + step + "', but it has not run.");
    }
    return last.connector().run(last.job());
  }

  String start(String person, Map<String, @Nullable Object> input) {
    Reply reply = engine.startRun(flow, null, input, Principal.person(person), null);
    if (reply instanceof Reply.Applied applied) {
      return applied.run();
    }
    throw new AssertionError(reply);
  }

  /** What starts runs of the flow by itself. */
  Triggers triggers() {
    return engine.triggers();
  }

  /** The flow's runs, the first one first, when there are so many. */
  List<String> awaitRuns(int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> runs =
          backing.runs().runs(new RunQuery(flow, null, null, 100)).stream()
              .sorted(Comparator.comparing(RunRow::run))
              .map(RunRow::run)
              .toList();
      if (runs.size() >= count) {
        return runs;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Expected " + count + " runs, but there are " + runs);
      }
      Thread.onSpinWait();
    }
  }

  /** What the flow remembers under a key, as JSON; null when it is not there. */
  @Nullable String remembered(String key) {
    return new FlowMemory(backing.memory(), clock)
        .get(new Place(new Space(flow, false), key))
        .map(Version::value)
        .orElse(null);
  }

  /** The request of the gate, when it is open. */
  Request awaitReview(String run) throws InterruptedException {
    return awaitRound(run, 1);
  }

  /** The request of this round of the gate or of a later one, when it is open. */
  Request awaitRound(String run, int round) throws InterruptedException {
    await(
        run,
        each ->
            stepOf(each, "review") instanceof AwaitingApproval open
                && open.request().round() >= round);
    return open(run, "review").request();
  }

  /** The request of a gate, when it is open. */
  Request awaitGate(String run, String step) throws InterruptedException {
    await(run, each -> stepOf(each, step) instanceof AwaitingApproval);
    return open(run, step).request();
  }

  /** Waits until changes were requested and somebody has to hand in again. */
  void awaitRework(String run) throws InterruptedException {
    awaitStep(run, "review", AwaitingRework.class);
  }

  private AwaitingApproval open(String run, String step) {
    RunState state = engine.view(run).orElseThrow().state();
    if (stepOf(state, step) instanceof AwaitingApproval open) {
      return open;
    }
    throw new AssertionError("Expected an open gate, but found " + state);
  }

  Ended awaitEnd(String run) throws InterruptedException {
    return (Ended) await(run, Ended.class::isInstance);
  }

  void awaitStep(String run, String step, Class<? extends StepState> state)
      throws InterruptedException {
    RunState found = await(run, each -> state.isInstance(stepOf(each, step)));
    if (!state.isInstance(stepOf(found, step))) {
      throw new AssertionError("Expected " + step + " to be " + state + ", but found " + found);
    }
  }

  /** Waits until the run is so, or over. */
  private RunState await(String run, Predicate<RunState> condition) throws InterruptedException {
    while (true) {
      RunView view = engine.view(run).orElseThrow();
      if (condition.test(view.state()) || view.state() instanceof Ended) {
        return view.state();
      }
      if (!engine.awaitChange(run, view.seq(), PATIENCE)) {
        throw new AssertionError("Expected the run to go on, but it stands at " + view);
      }
    }
  }

  Reply decide(String run, String person, Verdict verdict, @Nullable String comment) {
    return decide(run, person, verdict, comment, Map.of());
  }

  Reply decide(
      String run,
      String person,
      Verdict verdict,
      @Nullable String comment,
      Map<String, @Nullable Object> form) {
    return decide(run, person, new Says(verdict.word(), comment, form, Map.of()));
  }

  Reply decide(String run, String person, Says says) {
    return decide(run, "review", person, says);
  }

  Reply decide(String run, String step, String person, Says says) {
    return submit(
        run,
        person,
        new RecordDecision(
            step,
            says.word(),
            open(run, step).request().subject().digest(),
            says.comment(),
            says.form(),
            says.edits()));
  }

  /** Answers a request for changes with this input. */
  Reply resubmit(String run, String person, Map<String, @Nullable Object> input) {
    return submit(run, person, new Command.Resubmit("review", input, null));
  }

  /** Says that something has happened outside. */
  void publish(Announcement announcement) {
    engine.events().publish(announcement, new Principal("shop", Principal.Kind.SERVICE, null));
  }

  /** What workers outside see of the engine. */
  Tasks tasks() {
    return engine.tasks();
  }

  /** The next task of a queue, as soon as there is one. */
  StoredTask claim(String queue, Principal worker) throws InterruptedException {
    List<StoredTask> claimed = tasks().claim(queue, worker.id(), worker, 1, PATIENCE);
    if (claimed.isEmpty()) {
      throw new AssertionError("Expected a task in queue '" + queue + "', but there is none.");
    }
    return claimed.getFirst();
  }

  Reply submit(String run, String person, Command command) {
    return engine.submit(new Submission(run, command, Principal.person(person), null));
  }

  /** Why the gate is open or closed, part by part, in one sentence. */
  String sentence(String run) {
    return Headline.ofOpen(evaluation(run));
  }

  /** Where a part of the requirement stands, in the words that people read. */
  String part(String run, String rule) {
    return parts(evaluation(run))
        .filter(part -> part.rule().equals(rule))
        .findFirst()
        .orElseThrow()
        .sentence();
  }

  private static Stream<Evaluation> parts(Evaluation part) {
    return Stream.concat(Stream.of(part), part.parts().stream().flatMap(Stage::parts));
  }

  Evaluation evaluation(String run) {
    return engine.evaluation(run, "review").orElseThrow();
  }

  /** Codes of what keeps the run from going on. */
  List<String> incidents(String run) {
    Active facts = engine.view(run).orElseThrow().state().facts();
    return facts == null ? List.of() : facts.incidents().stream().map(Incident::code).toList();
  }

  /** Lets every pause between the attempts of a step pass, until it is over. */
  void passRetries(String run, String step) throws InterruptedException {
    while (await(run, each -> stepOf(each, step) instanceof AwaitingRetry) instanceof Active active
        && stepOf(active, step) instanceof AwaitingRetry pause) {
      clock.advanceTo(pause.retryAt());
      engine.wake();
      await(run, each -> !pause.equals(stepOf(each, step)));
    }
  }

  /** Turns the clock on, and waits until what was due by then is done for this run. */
  void advanceTo(String run, Instant time) throws InterruptedException {
    clock.advanceTo(time);
    engine.wake();
    await(run, each -> each.nextDeadline() == null || each.nextDeadline().isAfter(time));
  }

  /** Waits until the run has to wait for a time up to this one, and turns the clock there. */
  void passDeadline(String run, Instant time) throws InterruptedException {
    await(run, each -> each.nextDeadline() != null && !each.nextDeadline().isAfter(time));
    advanceTo(run, time);
  }

  /** Waits until a step waits for exactly this time. */
  void awaitWaiting(String run, String step, Instant until) throws InterruptedException {
    awaitStep(run, step, Waiting.class);
    StepState found = stepOf(engine.view(run).orElseThrow().state(), step);
    if (!new Waiting(until).equals(found)) {
      throw new AssertionError("Expected '" + step + "' to wait until " + until + ": " + found);
    }
  }

  void advance(Duration by) {
    clock.advance(by);
    engine.wake();
  }

  static @Nullable StepState stepOf(RunState state, String step) {
    Active facts = state.facts();
    return facts == null ? null : facts.steps().get(step);
  }

  /** What a step of an ended run gave. */
  static Map<String, @Nullable Object> outputOf(Ended run, String step) {
    if (stepOf(run, step) instanceof Completed completed) {
      return completed.output();
    }
    throw new AssertionError("Expected step '" + step + "' to be completed, but found " + run);
  }

  String text(Evidence evidence) throws IOException {
    Resource resource = Resource.fromJson(evidence.content()).orElseThrow();
    try (InputStream content = backing.resources().open(resource.digest()).orElseThrow()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    ssh.close();
    engine.close();
    door.close();
    backing.close();
  }
}
