package dev.gatehold.store.spread;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.postgres.DatabaseRefusedException;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL database, or several over which runs are spread. The first one also has everything
 * that belongs to no run, and its clock is everybody's. With one, its stores are used as they are.
 */
public final class SpreadStores implements AutoCloseable {
  private final List<PostgresStores> databases;
  private final RunStore runs;
  private final FlowStore flows;

  private SpreadStores(List<PostgresStores> databases, List<Instant> since) {
    this.databases = List.copyOf(databases);
    PostgresStores first = databases.getFirst();
    if (databases.size() == 1) {
      this.runs = first.runs();
      this.flows = first.flows();
    } else {
      this.runs =
          new SpreadRunStore(
              IntStream.range(0, databases.size())
                  .mapToObj(i -> new SpreadRunStore.Part(databases.get(i).runs(), since.get(i)))
                  .toList());
      this.flows = new SpreadFlowStore(first.flows(), runs);
    }
  }

  /**
   * Opens the databases, brings them to this version's tables, and lets those join that are new.
   *
   * @param places 1 to {@link Home#MOST}, in the order in which they joined
   * @param clock instead of the first database's; null for that
   * @throws DatabaseRefusedException when one does not answer or cannot be used, or when they are
   *     not those that belong together, in their order
   */
  public static SpreadStores open(List<PostgresPlace> places, @Nullable InstantSource clock) {
    if (places.size() > Home.MOST) {
      throw new DatabaseRefusedException(
          "Expected at most " + Home.MOST + " databases, but found " + places.size() + ".");
    }
    List<PostgresStores> opened = new ArrayList<>();
    try {
      places.forEach(place -> opened.add(PostgresStores.open(place)));
      InstantSource time = clock == null ? opened.getFirst().clock() : clock;
      List<Instant> since = new Membership(places, opened).join(time.instant());
      return new SpreadStores(opened, since);
    } catch (RuntimeException e) {
      opened.forEach(PostgresStores::close);
      throw e;
    }
  }

  /** The one that has what belongs to no run; its own runs and flows are not for others. */
  public PostgresStores first() {
    return databases.getFirst();
  }

  public RunStore runs() {
    return runs;
  }

  public FlowStore flows() {
    return flows;
  }

  @Override
  public void close() {
    databases.forEach(PostgresStores::close);
  }
}
