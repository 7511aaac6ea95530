package dev.gatehold.bench.race;

import dev.gatehold.bench.Folders;
import dev.gatehold.bench.HandBatched;
import dev.gatehold.bench.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What this machine allows: ten rows of a minimal schema per cycle, written by hand in large
 * batches and nothing else.
 */
record Ceiling(Side sqlite, Side postgres) {
  /** Commands in a transaction. */
  static final int BATCH = 500;

  /**
   * One database.
   *
   * @param perSecond cycles per second
   * @param bytesPerCycle what a cycle left on disk
   * @param writers how many wrote, each with a connection of its own
   */
  record Side(Spread perSecond, double bytesPerCycle, int writers) {}

  /** Measures it, in this process, with nothing beside it. */
  static Ceiling measure(Course course, Path folder, RacePostgres server) throws Exception {
    Side one = postgres(course, server, 1);
    Side four = postgres(course, server, 4);
    return new Ceiling(
        sqlite(course, Files.createDirectories(folder.resolve("ceiling"))),
        four.perSecond().median() > one.perSecond().median() ? four : one);
  }

  /** The rate that a racer which keeps its data so is compared with; NaN when it keeps none. */
  double perSecond(Peer.Keeps keeps) {
    return switch (keeps) {
      case POSTGRESQL -> postgres.perSecond().median();
      case FILES -> sqlite.perSecond().median();
      case MEMORY -> Double.NaN;
    };
  }

  private static Side sqlite(Course course, Path folder) throws Exception {
    Timed timed;
    try (HandBatched hand = new HandBatched(folder.resolve("hand.db"), BATCH)) {
      timed = Timed.of(course, hand::work);
    }
    return new Side(timed.perSecond(), Folders.bytes(folder) / (double) timed.cycles(), 1);
  }

  private static Side postgres(Course course, RacePostgres server, int writers) throws Exception {
    String url = server.newDatabase();
    PostgresByHand hand = new PostgresByHand(url, writers, BATCH);
    long empty = server.bytes(url);
    Timed timed = Timed.of(course, hand::work);
    return new Side(
        timed.perSecond(), (server.bytes(url) - empty) / (double) timed.cycles(), writers);
  }

  private interface Work {
    /** How many cycles it completed. */
    long during(Duration span) throws Exception;
  }

  /** Repetitions after a warm-up, whose cycles count only for the disk. */
  private record Timed(Spread perSecond, long cycles) {
    static Timed of(Course course, Work work) throws Exception {
      long cycles = work.during(course.warmUp());
      double[] rates = new double[course.repetitions()];
      for (int i = 0; i < rates.length; i++) {
        long start = System.nanoTime();
        long done = work.during(course.span());
        rates[i] = done / ((System.nanoTime() - start) / 1e9);
        cycles += done;
      }
      return new Timed(Spread.of(rates), cycles);
    }
  }
}
