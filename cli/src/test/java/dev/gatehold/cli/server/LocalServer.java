package dev.gatehold.cli.server;

import dev.gatehold.cli.Shell;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A real server on a free port, with a small cast. */
public final class LocalServer implements AutoCloseable {
  public static final String PASSWORD = "only-for-tests";
  private static final String PEOPLE =
      """
      people:
        - { id: alice, name: Alice Adler, groups: [engineers] }
        - { id: bob, name: Bob Brandt, groups: [engineers] }
        - { id: carol, name: Carol Conti, groups: [engineers] }
        - { id: dora, name: Dora Dietz, groups: [security] }
        - { id: root, name: Root, groups: [], admin: true }
      """;

  private final Path folder;
  private final GateholdServer server;

  private LocalServer(Path folder, GateholdServer server) {
    this.folder = folder;
    this.server = server;
  }

  public static LocalServer start(Path folder) throws IOException {
    return start(folder, settings -> settings);
  }

  /** One with other settings. */
  public static LocalServer start(Path folder, UnaryOperator<ServerSettings> change)
      throws IOException {
    Path people = Files.writeString(folder.resolve("people.yaml"), PEOPLE);
    ServerSettings settings =
        ServerSettings.of(folder.resolve("data"))
            .withPort(0)
            .withPeopleFile(people)
            .withExec(true)
            .withDevPassword(PASSWORD);
    return new LocalServer(folder, StartUp.start(change.apply(settings)));
  }

  public String url() {
    return server.baseUri().toString();
  }

  /** A shell of somebody who is signed in. */
  public Shell shellOf(String user) {
    Shell shell = new Shell(folder).with("GATEHOLD_SERVER", url());
    shell.with("XDG_CONFIG_HOME", folder.resolve("config-" + user).toString());
    Shell.Result login = shell.typing(PASSWORD + "\n").run("login", user, "--password-stdin");
    if (login.exit() != 0) {
      throw new AssertionError(login.text());
    }
    return shell;
  }

  @Override
  public void close() {
    server.close();
  }
}
