package dev.gatehold.simulation.world;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.People;
import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.Ids;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.law.Observer;
import dev.gatehold.simulation.machine.Group;
import dev.gatehold.simulation.machine.NodeClock;
import dev.gatehold.simulation.machine.Scheduler;
import dev.gatehold.simulation.store.Fault;
import dev.gatehold.simulation.store.Ports;
import dev.gatehold.simulation.store.Weather;
import dev.gatehold.testkit.MemoryRunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One seed's world: a store, the nodes over it, the people around them, and the weather. */
public final class World {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final long MOST_STEPS = 60_000;
  private static final Duration HEALING = Duration.ofMinutes(12);

  private final SplittableRandom random;
  private final Scheduler scheduler;
  private final Weather weather;
  private final Group outside = new Group("outside");
  private final MemoryRunStore memory;
  private final RunStore store;
  private final Observer observer;
  private final Library library;
  private final Town town;
  private final NodeClock right;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Directory> directories =
      List.of(
          Cast.DIRECTORY,
          People.usual().away("carol", "eve").directory(),
          People.usual().without("bob"),
          Directory.unavailable("it is away"));
  private Directory directory = Cast.DIRECTORY;
  private long made;
  private long steps;

  public World(long seed, Mistake mistake) {
    random = new SplittableRandom(seed);
    scheduler = new Scheduler(random.split());
    weather = new Weather(random.split());
    right = new NodeClock(scheduler);
    boolean shared = random.nextBoolean();
    memory = new MemoryRunStore(shared);
    library = new Library(random.split(), memory, right, mistake);
    RunStore bent = mistake.store(memory);
    observer = new Observer(bent, memory, library::flow);
    store = Ports.guarded(bent, observer);
    town = new Town(this, random.split(), mistake);
    for (int number = 1; number <= (shared ? 2 + random.nextInt(2) : 1); number++) {
      Node node = new Node(this, number);
      nodes.add(node);
      node.start();
    }
  }

  /** Lives this many steps among faults, then heals and lives on until everything has settled. */
  public void live(long most) {
    while (steps < most && observer.broken() == null) {
      disturb();
      if (random.nextInt(10) == 0) {
        library.drift();
        town.act();
      }
      step();
    }
    heal();
    long end = scheduler.nanoTime() + HEALING.toNanos();
    while (observer.broken() == null && (scheduler.nanoTime() < end || !rests())) {
      // Only when nobody has anything to do, so that what is slow does not look late.
      if (scheduler.idle() && random.nextInt(3) == 0) {
        scheduler.leap(Duration.ofMillis(random.nextInt(12_000)));
      }
      step();
    }
    observer.ended(right.instant());
  }

  /** Whether nothing has been written for a while: what was begun has been done. */
  private boolean rests() {
    return observer.lastCommit().isBefore(right.instant().minus(REST));
  }

  private void step() {
    steps++;
    if (steps > MOST_STEPS) {
      observer.breaks(
          "progress.rests",
          "When nothing goes wrong any more everything comes to rest.",
          "it does not at " + right.instant());
    }
    scheduler.step();
    Throwable uncaught = scheduler.broken();
    if (uncaught != null) {
      observer.breaks("threads.end-well", "No thread ends by an error.", told(uncaught));
    }
  }

  private static String told(Throwable e) {
    StringBuilder told = new StringBuilder(e.toString());
    for (StackTraceElement each : e.getStackTrace()) {
      told.append("\n    at ").append(each);
    }
    return told.toString();
  }

  private void disturb() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    if (weather.strikes(Fault.CRASH) && node.up()) {
      node.crash();
    }
    if (weather.strikes(Fault.RESTART)) {
      node.restart();
    }
    if (weather.strikes(Fault.LEAP)) {
      boolean long_ = random.nextInt(6) == 0;
      scheduler.leap(Duration.ofMillis(random.nextInt(long_ ? 240_000 : 15_000)));
    }
    if (weather.strikes(Fault.CLOCK_STEP)) {
      node.clock().skew(Duration.ofMillis(random.nextInt(-3_000, 3_000)));
    }
    if (weather.strikes(Fault.FULL_DISK)) {
      weather.diskFull(true);
      later(Duration.ofMillis(random.nextInt(20_000)), () -> weather.diskFull(false));
    }
    if (weather.strikes(Fault.DIRECTORY)) {
      directory = directories.get(random.nextInt(directories.size()));
      later(Duration.ofMillis(random.nextInt(60_000)), () -> directory = Cast.DIRECTORY);
    }
  }

  private void heal() {
    weather.clear();
    directory = Cast.DIRECTORY;
    nodes.forEach(node -> node.clock().skew(Duration.ZERO));
  }

  void soon(Runnable action) {
    later(Duration.ZERO, action);
  }

  /** Happens outside of all nodes. */
  void later(Duration delay, Runnable action) {
    scheduler.after(outside, delay, action);
  }

  /** Somebody outside does something. */
  void begin(Runnable doing) {
    scheduler.thread(outside, "outside", doing).start();
  }

  /** One of the nodes that are up; one that is not when none is. */
  Node anyNode() {
    List<Node> up = nodes.stream().filter(Node::up).toList();
    List<Node> from = up.isEmpty() ? nodes : up;
    return from.get(random.nextInt(from.size()));
  }

  Ids ids() {
    return () -> "run_%026d".formatted(++made);
  }

  RandomGenerator split() {
    return random.split();
  }

  SplittableRandom random() {
    return random;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  public Weather weather() {
    return weather;
  }

  /** The store as nodes reach it, before the line. */
  RunStore store() {
    return store;
  }

  FlowCatalog catalog() {
    return library.catalog();
  }

  Library library() {
    return library;
  }

  Directory directory() {
    return directory;
  }

  Town town() {
    return town;
  }

  Group outside() {
    return outside;
  }

  NodeClock right() {
    return right;
  }

  public Observer observer() {
    return observer;
  }

  /** How many steps it has lived. */
  public long steps() {
    return steps;
  }
}
