package dev.gatehold.bench.race;

import dev.gatehold.bench.Latencies;
import dev.gatehold.bench.Spread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * The process of one peer: opens it, checks that a whole cycle really happens, says that it is
 * ready, and measures when it is told to. {@code Lane CLASS DATABASE FOLDER THREADS SECONDS
 * REPETITIONS}; its side of the conversation is in {@link Signals}.
 */
public final class Lane {
  private Lane() {}

  public static void main(String[] args) throws Exception {
    Place place = new Place(args[1], Path.of(args[2]));
    Course course =
        new Course(
            Integer.parseInt(args[3]),
            Duration.ofSeconds(Long.parseLong(args[4])),
            Integer.parseInt(args[5]));
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Peer peer = open(args[0], place)) {
      check(peer);
      sayReady(peer);
      await(orders, Signals.GO);
      Figures figures = measure(peer, course);
      figures.lines().forEach(Signals::say);
      Signals.say(Signals.DONE);
      await(orders, Signals.STOP);
    }
    // Some peers leave threads behind that would keep the process.
    System.exit(0);
  }

  private static Peer open(String name, Place place) throws ReflectiveOperationException {
    return Class.forName(name)
        .asSubclass(Peer.class)
        .getConstructor(Place.class)
        .newInstance(place);
  }

  /** A peer that loses the decision or leaves the run open is not in this race. */
  static void check(Peer peer) throws Exception {
    Peer.Pending pending = peer.start();
    pending.approve();
    Peer.Recorded recorded = pending.recorded();
    Peer.Recorded expected = new Peer.Recorded(true, Peer.APPROVER, Peer.COMMENT);
    if (!recorded.equals(expected)) {
      throw new IllegalStateException(
          "Expected the first cycle to be kept as " + expected + ", but found " + recorded + ".");
    }
  }

  private static void sayReady(Peer peer) {
    Instant began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    Peer.Facts facts = peer.facts();
    Signals.say("name=" + facts.name());
    Signals.say("version=" + facts.version());
    Signals.say("keeps=" + facts.keeps());
    Signals.say("note=" + facts.note());
    Signals.say("startUp=" + Duration.between(began, Instant.now()).toMillis());
    Signals.say(
        "processes="
            + peer.processes().stream().map(String::valueOf).collect(Collectors.joining(",")));
    Signals.say(Signals.READY);
  }

  private static Figures measure(Peer peer, Course course) throws Exception {
    Callers callers = new Callers(peer, course);
    long cycles = callers.warmUp();
    double[] rates = new double[course.repetitions()];
    Latencies busy = new Latencies();
    for (int i = 0; i < rates.length; i++) {
      long start = System.nanoTime();
      long done = callers.saturate(busy);
      rates[i] = done / ((System.nanoTime() - start) / 1e9);
      cycles += done;
    }
    Latencies alone = new Latencies();
    for (int i = 0; i < course.repetitions(); i++) {
      cycles += callers.alone(alone);
    }
    return new Figures(
        Spread.of(rates),
        new Figures.Decide(busy.millis(0.50), busy.millis(0.99)),
        new Figures.Decide(alone.millis(0.50), alone.millis(0.99)),
        cycles,
        callers.failures());
  }

  private static void await(BufferedReader orders, String order) throws IOException {
    String line = orders.readLine();
    if (!order.equals(line)) {
      throw new IllegalStateException("Expected to be told '" + order + "', but heard " + line);
    }
  }
}
