package dev.gatehold.cli.api;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens that {@code login} made, in one file that only its owner can read: {@code
 * {"servers":{URL:{"default":USER,"users":{USER:TOKEN}}}}}.
 */
public final class Credentials {
  private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(OWNER_READ, OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

  private final Path file;

  public Credentials(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /**
   * The token for a server.
   *
   * @param user whose; null for the one who signed in last
   * @return null when nobody did, or not this one
   */
  public @Nullable String token(URI server, @Nullable String user) {
    JsonNode known = read().path("servers").path(server.toString());
    String chosen = user == null ? Fields.raw(known, "default") : user;
    return Fields.optional(known.path("users"), chosen);
  }

  /** The users who are signed in to a server. */
  public List<String> users(URI server) {
    return List.copyOf(
        read().path("servers").path(server.toString()).path("users").propertyNames());
  }

  /** Keeps a token and makes its user the default of this server. */
  public void keep(URI server, String user, String token) {
    ObjectNode all = read();
    ObjectNode known = all.withObjectProperty("servers").withObjectProperty(server.toString());
    known.put("default", user);
    known.withObjectProperty("users").put(user, token);
    write(all);
  }

  /** Forgets a user's token; says whether there was one. */
  public boolean forget(URI server, String user) {
    ObjectNode all = read();
    ObjectNode known = all.withObjectProperty("servers").withObjectProperty(server.toString());
    ObjectNode users = known.withObjectProperty("users");
    boolean found = users.remove(user) != null;
    if (Fields.raw(known, "default").equals(user)) {
      known.remove("default");
      users.propertyNames().stream().findFirst().ifPresent(other -> known.put("default", other));
    }
    if (found) {
      write(all);
    }
    return found;
  }

  private ObjectNode read() {
    try {
      if (!Files.exists(file)) {
        return JsonText.object();
      }
      refuseOthers();
      if (JsonText.read(Files.readString(file)) instanceof ObjectNode object) {
        return object;
      }
      throw unreadable();
    } catch (JacksonException notJson) {
      throw unreadable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuseOthers() throws IOException {
    if (!posix()) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new CliException(
          ExitCode.ERROR,
          "credentials.exposed",
          "Expected only you to be able to read "
              + file
              + ", but its permissions are "
              + PosixFilePermissions.toString(permissions)
              + ".",
          new Next("chmod 600 " + file, "and sign in again if others may have read it"));
    }
  }

  private CliException unreadable() {
    return new CliException(
        ExitCode.ERROR,
        "credentials.unreadable",
        "Expected " + file + " to hold JSON as 'gatehold login' writes it, but it does not.",
        Next.say("Delete the file and sign in again."));
  }

  /** Whole or not at all: a crash leaves the old file. */
  private void write(ObjectNode all) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IOException("no folder for " + file);
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (posix()) {
          Files.setPosixFilePermissions(folder, OWNER_FOLDER);
        }
      }
      Path fresh = Files.createTempFile(folder, "credentials", ".tmp");
      if (posix()) {
        Files.setPosixFilePermissions(fresh, OWNER_ONLY);
      }
      Files.writeString(fresh, JsonText.pretty(all) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean posix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
