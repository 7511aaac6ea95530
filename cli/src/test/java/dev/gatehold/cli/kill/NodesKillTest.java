package dev.gatehold.cli.kill;

import dev.gatehold.cli.server.ServerProcess;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers on one PostgreSQL. They are killed, or stopped where they are and let go on, and
 * PostgreSQL itself goes down as in a crash.
 */
class NodesKillTest {
  private static final int NODES = 3;
  private static final int MOST_SECONDS_STOPPED = Integer.getInteger("gatehold.kill.pause", 4);

  @TempDir Path folder;

  @Test
  void what_any_node_acknowledged_outlives_the_death_of_nodes_and_of_the_database()
      throws Exception {
    Ordeal ordeal = new Ordeal(folder, 10);
    String people = ordeal.people().toString();
    try (PostgresServer database = PostgresServer.started();
        Site site = site(people, database.newDatabase())) {
      ordeal.endure(site, (struck, random) -> strike(struck, database, random));
    }
  }

  @Test
  void so_it_does_when_runs_are_spread_over_two_databases() throws Exception {
    Ordeal ordeal = new Ordeal(folder, 3);
    String people = ordeal.people().toString();
    try (PostgresServer database = PostgresServer.started();
        Site site = site(people, database.newDatabase(), database.newDatabase())) {
      ordeal.endure(site, (struck, random) -> strike(struck, database, random));
    }
  }

  private Site site(String people, String... urls) throws Exception {
    List<String> options = new ArrayList<>(List.of("--port", "0", "--people", people));
    for (String url : urls) {
      options.addAll(List.of("--database", url));
    }
    return new Site(NODES, () -> ServerProcess.start(folder, null, options.toArray(String[]::new)));
  }

  private static void strike(Site site, PostgresServer database, SplittableRandom random)
      throws Exception {
    int node = random.nextInt(NODES);
    switch (random.nextInt(5)) {
      case 0 -> site.withoutData(database::crash, database::restart);
      case 1, 2 ->
          site.pause(node, Duration.ofSeconds(random.nextInt(1, MOST_SECONDS_STOPPED + 1)));
      default -> site.kill(node);
    }
  }
}
