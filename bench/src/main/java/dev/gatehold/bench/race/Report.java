package dev.gatehold.bench.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the race found.
 *
 * @param ceiling null when it was not measured
 * @param results of those that came through, in the order of the race
 * @param absent why the others did not, by their word
 * @param conditions one sentence each on the machine, the course and the settings
 */
record Report(
    @Nullable Ceiling ceiling,
    List<Result> results,
    Map<String, String> absent,
    List<String> conditions) {

  /**
   * How many times as many cycles per second Gatehold did in this race on the same kind of store;
   * on SQLite for a peer with a store of its own, or none.
   *
   * @return empty when Gatehold did not run, and for Gatehold itself
   */
  Optional<Double> gateholdTo(Result peer) {
    if (peer.racer().isGatehold()) {
      return Optional.empty();
    }
    Racer rival =
        peer.facts().keeps() == Peer.Keeps.POSTGRESQL
            ? Racer.GATEHOLD_POSTGRES
            : Racer.GATEHOLD_SQLITE;
    return results.stream()
        .filter(result -> result.racer() == rival)
        .map(result -> rate(result) / rate(peer))
        .findFirst();
  }

  /** The share, of 1, of what the same machine writes by hand; empty without a ceiling. */
  Optional<Double> shareOfCeiling(Result peer) {
    return Optional.ofNullable(ceiling)
        .map(found -> rate(peer) / found.perSecond(peer.facts().keeps()))
        .filter(Double::isFinite);
  }

  /** All rates by name, the ceiling first. */
  List<Chart.Bar> bars() {
    List<Chart.Bar> bars = new ArrayList<>();
    if (ceiling != null) {
      bars.add(
          new Chart.Bar(
              "SQLite by hand", ceiling.sqlite().perSecond().median(), Chart.Kind.CEILING));
      bars.add(
          new Chart.Bar(
              "PostgreSQL by hand", ceiling.postgres().perSecond().median(), Chart.Kind.CEILING));
    }
    for (Result result : results) {
      bars.add(new Chart.Bar(label(result), rate(result), kind(result)));
    }
    return bars;
  }

  private static String label(Result result) {
    boolean durable = result.facts().keeps() != Peer.Keeps.MEMORY;
    return durable ? result.facts().name() : result.facts().name() + " (in memory)";
  }

  private static Chart.Kind kind(Result result) {
    if (result.racer().isGatehold()) {
      return Chart.Kind.GATEHOLD;
    }
    return result.facts().keeps() == Peer.Keeps.MEMORY ? Chart.Kind.NOT_DURABLE : Chart.Kind.PEER;
  }

  private static double rate(Result result) {
    return result.figures().perSecond().median();
  }
}
