package dev.gatehold.cli.kill;

import dev.gatehold.cli.server.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server on SQLite, killed with SIGKILL again and again. */
class KillTest {
  @TempDir Path folder;

  @Test
  void what_was_acknowledged_outlives_every_kill_exactly_once() throws Exception {
    Ordeal ordeal = new Ordeal(folder, 20);
    String people = ordeal.people().toString();
    try (Site site =
        new Site(1, () -> ServerProcess.start(folder, null, "--port", "0", "--people", people))) {
      ordeal.endure(site, (struck, _) -> struck.kill(0));
    }
  }
}
