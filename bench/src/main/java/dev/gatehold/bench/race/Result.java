package dev.gatehold.bench.race;

import java.util.Map;

/**
 * What came of one racer.
 *
 * @param startUpMillis from the start of its process until its first cycle was checked, tables
 *     created on the way
 * @param memory what it held
 * @param bytesPerCycle what a finished cycle left in its data, in bytes; NaN when it keeps none
 * @param commitsPerCycle transactions on PostgreSQL, its background work included; NaN elsewhere
 */
record Result(
    Racer racer,
    Peer.Facts facts,
    Figures figures,
    double startUpMillis,
    Memory memory,
    double bytesPerCycle,
    double commitsPerCycle) {

  /**
   * The most that was held, in MB.
   *
   * @param process of the peer with its callers, and of all its helpers
   * @param database of all processes of PostgreSQL, what they share counted once; 0 without
   */
  record Memory(double process, double database) {}

  /**
   * Puts together what a lane said and what was measured from outside.
   *
   * @param before the state of its data when it was ready, after one cycle
   * @param after when it had ended
   */
  static Result of(
      Racer racer, Map<String, String> said, Memory memory, Stock before, Stock after) {
    Figures figures = Figures.of(said);
    Peer.Keeps keeps = Peer.Keeps.valueOf(said.getOrDefault("keeps", ""));
    Stock grown = after.minus(before);
    return new Result(
        racer,
        new Peer.Facts(
            said.getOrDefault("name", racer.word()),
            said.getOrDefault("version", ""),
            keeps,
            said.getOrDefault("note", "")),
        figures,
        Double.parseDouble(said.getOrDefault("startUp", "NaN")),
        memory,
        switch (keeps) {
          case POSTGRESQL -> grown.databaseBytes() / (double) figures.cycles();
          case FILES -> grown.folderBytes() / (double) figures.cycles();
          case MEMORY -> Double.NaN;
        },
        switch (keeps) {
          case POSTGRESQL -> grown.commits() / (double) figures.cycles();
          case FILES, MEMORY -> Double.NaN;
        });
  }

  /** What a racer's data amounts to at one moment. */
  record Stock(long folderBytes, long databaseBytes, long commits) {
    Stock minus(Stock earlier) {
      return new Stock(
          folderBytes - earlier.folderBytes,
          databaseBytes - earlier.databaseBytes,
          commits - earlier.commits);
    }
  }
}
