package dev.gatehold.cli.kill;

import dev.gatehold.cli.server.ServerProcess;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
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
        Site site = site(database.newDatabase(), people)) {
      ordeal.endure(site, (struck, random) -> strike(struck, database, random));
    }
  }

  private Site site(String url, String people) throws Exception {
    return new Site(
        NODES,
        () ->
            ServerProcess.start(
                folder, null, "--port", "0", "--people", people, "--database", url));
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
