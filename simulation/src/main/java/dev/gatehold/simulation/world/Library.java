package dev.gatehold.simulation.world;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Flows;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.RandomFlow;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.language.Reading;
import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryRunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The flows of a world, and what their expressions see of it, which changes as it does outside. */
final class Library {
  static final List<String> NAMES = List.of("first", "second", "third");
  private final RandomGenerator random;
  private final Map<String, Flow> sources = new HashMap<>();
  private final Map<Flow, RunMachine> machines = new HashMap<>();
  private final StoredFlowCatalog stored;
  private final FlowCatalog catalog;
  private final Formulas formulas;
  private long version = 1;
  private boolean mood = true;

  Library(RandomGenerator random, MemoryRunStore runs, InstantSource clock, Mistake mistake) {
    this.random = random;
    this.formulas =
        new Formulas()
            .with("version", _ -> versionNow())
            .with("mood", _ -> mood)
            .with("items", _ -> List.of("a", "b", "c").subList(0, (int) (version % 4)));
    Fields fields = new Fields();
    this.stored =
        new StoredFlowCatalog(
            new MemoryFlowStore(runs),
            new StoredFlowCatalog.Compiler(
                (_, source, _) -> new Reading(sources.get(source), List.of()), formulas, fields),
            () -> Cast.DIRECTORY,
            Set.of("exec", "task"),
            clock);
    this.catalog =
        bent(flow ->
            machines.computeIfAbsent(
                flow, _ -> mistake.machine(flow, any -> new RunMachine(any, formulas, fields))));
    for (int release = 1; release <= 4; release++) {
      publish("other", Flows.flow(Flows.work("c1", Flows.expression("version")), calledGate()));
    }
    NAMES.forEach(this::publish);
  }

  private interface Machines {
    RunMachine of(Flow flow);
  }

  /** The stored catalog, with machines of our making. */
  private FlowCatalog bent(Machines machines) {
    return (FlowCatalog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FlowCatalog.class},
            (_, method, arguments) -> {
              if (method.getName().equals("machine")) {
                return machines.of(stored.flow((ReleaseRef) arguments[0]));
              }
              try {
                return method.invoke(stored, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object versionNow() {
    if (version % 17 == 0) {
      throw new ExpressionException("version", "there is none today");
    }
    return version;
  }

  private Step calledGate() {
    return Flows.when(
        random.nextBoolean() ? "mood" : "false",
        Flows.gate("c2", 1).expires(Duration.ofMinutes(4), "expired").step());
  }

  FlowCatalog catalog() {
    return catalog;
  }

  Flow flow(ReleaseRef release) {
    return stored.flow(release);
  }

  /** The world outside changes a little. */
  void drift() {
    version += random.nextInt(8) == 0 ? 1 : 0;
    mood ^= random.nextInt(5) == 0;
  }

  /** A new release of a flow goes live. */
  void publish(String name) {
    List<Step> steps = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      steps.add(task("t1"));
    }
    if (random.nextInt(2) == 0) {
      steps.addAll(approvedWork());
    }
    if (random.nextInt(4) == 0) {
      steps.add(Flows.eventWait("e1", null, Duration.ofMinutes(random.nextInt(1, 40))));
    }
    steps.addAll(RandomFlow.of(random).steps());
    if (random.nextInt(2) == 0) {
      steps.add(task("t2"));
    }
    publish(name, Flows.flow(steps.toArray(Step[]::new)));
  }

  /** What most flows are about: a gate, and the work that it covers. */
  private List<Step> approvedWork() {
    Step work = Flows.work("g2", Flows.expression("version"));
    return List.of(
        Flows.gate("g1", 1 + random.nextInt(2)).covers("g2").step(),
        random.nextBoolean() ? Flows.retry(3, Duration.ofSeconds(30), work) : work);
  }

  /** Work for people outside who ask for it. */
  private Step task(String id) {
    Map<String, Template> parameters = new LinkedHashMap<>();
    parameters.put("queue", Template.text(random.nextBoolean() ? "fast" : "slow"));
    parameters.put("lease", Template.text(random.nextInt(5, 60) + "s"));
    Step plain = Step.of(id, new Action.Work("task", new Template.Mapping(parameters)));
    Step tried = random.nextBoolean() ? Flows.retry(2, Duration.ofSeconds(20), plain) : plain;
    return random.nextBoolean() ? Flows.timeout(Duration.ofMinutes(4), tried) : tried;
  }

  private void publish(String name, Flow drawn) {
    Flow flow =
        new Flow(
            name,
            name,
            Map.of(),
            drawn.steps(),
            List.of(),
            name.equals("third") ? Flows.expression("input.service") : null,
            name.equals("second") ? Duration.ofMinutes(random.nextInt(5, 60)) : null,
            null);
    String source = name + "#" + sources.size();
    sources.put(source, flow);
    stored.push(name, name + ".yaml", source, Cast.ALICE);
    stored.promote(name, stored.release(name, "simulated", Cast.ALICE).number(), Cast.ALICE);
  }
}
