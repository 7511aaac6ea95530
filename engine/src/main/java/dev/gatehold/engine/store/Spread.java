package dev.gatehold.engine.store;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.GateholdException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Runs in several databases, each of which is the {@link Home} of some. Everything of a run is kept
 * in its home, so that a commit is one transaction there; what belongs to no run is kept in the
 * first. This store finds the home of whatever it is asked for, and merges lists.
 *
 * <ul>
 *   <li>A commit is of runs of one home.
 *   <li>While a home does not answer, what is asked for there and lists over all of them throw
 *       {@link StoreUnavailable}: no list leaves anything out. What only hands out work (due runs,
 *       effects, tasks) goes on with the other homes.
 *   <li>Hints are those of each home; this store gives none of its own.
 *   <li>Work is handed out in order from each home, and the homes take turns.
 * </ul>
 */
public interface Spread extends RunStore {
  /** The stores of the homes, by their numbers. */
  List<RunStore> homes();

  /** Whether this home has answered when it was last asked, as far as is known here. */
  boolean answers(Home home);

  /** How many of the homes, from the first one on, new runs may begin in at this time. */
  int taking(Instant now);

  /** The stores of the homes; the store itself when it is the only one. */
  static List<RunStore> homesOf(RunStore runs) {
    return runs instanceof Spread spread ? spread.homes() : List.of(runs);
  }

  /** The store of a run's home; the store itself when it is the only one. */
  static RunStore homeOf(RunStore runs, String run) {
    return runs instanceof Spread spread ? at(spread.homes(), run) : runs;
  }

  /**
   * What stands at the place of a home.
   *
   * @param homes by the numbers of homes
   * @param id that of a run, or of what belongs to one
   * @throws GateholdException {@code home.elsewhere}
   */
  static <T> T at(List<T> homes, String id) {
    int number = Home.of(id).number();
    if (number > homes.size()) {
      throw new GateholdException(
          "home.elsewhere",
          "Expected '"
              + id
              + "' to be kept in one of the databases of this server, but its id names database "
              + number
              + " and there "
              + (homes.size() == 1 ? "is one." : "are " + homes.size() + "."),
          "Check the id; when it is right, give this server all databases that the others have.",
          Map.of("database", (long) number, "databases", (long) homes.size()));
    }
    return homes.get(number - 1);
  }
}
