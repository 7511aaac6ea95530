package dev.gatehold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how long people wait for programs to start: the development server until its first page,
 * and two commands until they end. Prints Markdown.
 *
 * <p>{@code StartUp LAUNCHER [repetitions]}; 5 when not given. The launcher must have built
 * already.
 */
public final class StartUp {
  /** Until what the start left to do is done. */
  private static final long SETTLE_MILLIS = 1_500;

  private final Path launcher;
  private final double[] fresh;
  private final double[] known;
  private final double[] resident;
  private final double[] version;
  private final double[] inbox;

  private StartUp(Path launcher, int repetitions) {
    this.launcher = launcher;
    this.fresh = new double[repetitions];
    this.known = new double[repetitions];
    this.resident = new double[repetitions];
    this.version = new double[repetitions];
    this.inbox = new double[repetitions];
  }

  public static void main(String[] args) throws Exception {
    Path launcher = Path.of(args[0]).toAbsolutePath();
    int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Folders.fresh("startup");
    try {
      double load = Machine.load();
      StartUp measurement = new StartUp(launcher, repetitions);
      for (int i = 0; i < repetitions; i++) {
        measurement.server(folder.resolve("data-" + i), i);
      }
      measurement.commands(folder);
      measurement.print(Machine.text(load, folder));
    } finally {
      Folders.delete(folder);
    }
  }

  private void server(Path data, int i) throws IOException, InterruptedException {
    try (Launched first = Launched.server(launcher, data)) {
      fresh[i] = first.millis();
      Thread.sleep(SETTLE_MILLIS);
    }
    try (Launched second = Launched.server(launcher, data)) {
      known[i] = second.millis();
      Thread.sleep(SETTLE_MILLIS);
      resident[i] = second.residentMegabytes();
    }
  }

  private void commands(Path folder) throws IOException, InterruptedException {
    Path data = folder.resolve("data-0");
    try (Launched server = Launched.server(launcher, data)) {
      Map<String, String> environment =
          Map.of(
              "GATEHOLD_SERVER", server.uri().toString(),
              "XDG_CONFIG_HOME", folder.resolve("config").toString());
      String password = Files.readString(data.resolve("dev-password"));
      Launched.command(launcher, environment, password, "login", "bob", "--password-stdin");
      for (int i = 0; i < inbox.length; i++) {
        inbox[i] = Launched.command(launcher, environment, "", "inbox");
        version[i] = Launched.command(launcher, environment, "", "--version");
      }
    }
  }

  private void print(String machine) {
    System.out.printf(
        Locale.ROOT,
        """
        ### Start-up, as a person starts it

        | figure (min / median / max of %d) | value |
        |---|---|
        | `server start-dev`, new data folder, start to first page, ms | %s |
        | `server start-dev`, known data folder, start to first page, ms | %s |
        | resident memory of the server %.1f s later, MB | %s |
        | `gatehold --version`, ms | %s |
        | `gatehold inbox`, ms | %s |

        Process start to the end of the answer, launcher included, start-up caches trained. %s

        """,
        fresh.length,
        Spread.of(fresh).text("%.0f"),
        Spread.of(known).text("%.0f"),
        SETTLE_MILLIS / 1000.0,
        Spread.of(resident).text("%.0f"),
        Spread.of(version).text("%.0f"),
        Spread.of(inbox).text("%.0f"),
        machine);
  }
}
