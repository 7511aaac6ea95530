package dev.gatehold.bench.race;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who can take part, in the order in which they run. */
enum Racer {
  GATEHOLD_SQLITE("gatehold-sqlite", null, "dev.gatehold.bench.race.GateholdOnSqlite"),
  GATEHOLD_POSTGRES("gatehold-postgres", null, "dev.gatehold.bench.race.GateholdOnPostgres"),
  DBOS("dbos", "dbos", "dev.gatehold.race.dbos.DbosPeer"),
  FLOWABLE("flowable", "flowable", "dev.gatehold.race.flowable.FlowablePeer"),
  OPERATON("operaton", "operaton", "dev.gatehold.race.operaton.OperatonPeer"),
  RESTATE("restate", "restate", "dev.gatehold.race.restate.RestatePeer"),
  TEMPORAL("temporal", "temporal", "dev.gatehold.race.temporal.TemporalPeer");

  private final String word;
  private final @Nullable String module;
  private final String peer;

  Racer(String word, @Nullable String module, String peer) {
    this.word = word;
    this.module = module;
    this.peer = peer;
  }

  /** As on the command line. */
  String word() {
    return word;
  }

  /** The class of its {@link Peer}. */
  String peer() {
    return peer;
  }

  boolean isGatehold() {
    return module == null;
  }

  /**
   * The class path of its process.
   *
   * @param modules the folder that holds the module of each other system
   */
  String classPath(Path modules) {
    if (module == null) {
      return System.getProperty("java.class.path");
    }
    Path target = modules.resolve(module).resolve("target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
  }

  /**
   * Those of these words, in the order of the race; all when there is none.
   *
   * @throws IllegalArgumentException when a word is nobody's
   */
  static List<Racer> of(List<String> words) {
    for (String asked : words) {
      if (Arrays.stream(values()).noneMatch(racer -> racer.word.equals(asked))) {
        throw new IllegalArgumentException(
            "Expected one of "
                + Arrays.stream(values()).map(Racer::word).collect(Collectors.joining(", "))
                + ", but found '"
                + asked
                + "'.");
      }
    }
    return Arrays.stream(values())
        .filter(racer -> words.isEmpty() || words.contains(racer.word))
        .toList();
  }
}
