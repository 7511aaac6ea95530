package dev.gatehold.cli.server;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Starts a server in this process, and says plainly why it did not start. */
public final class StartUp {
  private StartUp() {}

  /**
   * A server that answers.
   *
   * @throws CliException when the port or the data folder is taken, or a setting is unsafe
   */
  public static GateholdServer start(ServerSettings settings) {
    return started(() -> GateholdServer.start(settings));
  }

  /** As {@link #start(ServerSettings)}, on another clock. */
  public static GateholdServer start(ServerSettings settings, InstantSource clock) {
    return started(() -> GateholdServer.start(settings, clock));
  }

  private static GateholdServer started(Supplier<GateholdServer> start) {
    ServerLog.prepare();
    try {
      return start.get();
    } catch (GateholdException refused) {
      CliException error =
          new CliException(
              ExitCode.ERROR,
              refused.code(),
              String.valueOf(refused.getMessage()),
              Next.say(refused.next()));
      error.initCause(refused);
      throw error;
    } catch (StoreException store) {
      CliException error =
          new CliException(ExitCode.ERROR, "store.unavailable", String.valueOf(store.getMessage()));
      error.initCause(store);
      throw error;
    }
  }
}
