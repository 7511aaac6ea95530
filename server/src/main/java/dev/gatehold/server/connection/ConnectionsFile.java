package dev.gatehold.server.connection;

import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.ssh.SshConnection;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connections.yaml} says. Read once, when the server starts; the secrets that it points
 * to are read when they are used.
 *
 * @param http connections for requests, by name
 * @param ssh connections to machines, by name
 * @param webhook how calls from outside are signed, by name
 */
public record ConnectionsFile(
    Map<String, HttpConnection> http,
    Map<String, SshConnection> ssh,
    Map<String, WebhookConnection> webhook) {
  private static final ConnectionsFile EMPTY = new ConnectionsFile(Map.of(), Map.of(), Map.of());

  public ConnectionsFile {
    http = Map.copyOf(http);
    ssh = Map.copyOf(ssh);
    webhook = Map.copyOf(webhook);
  }

  /**
   * Reads the file, which has to be there.
   *
   * @throws GateholdException {@code connections.unreadable} with the place
   */
  public static ConnectionsFile required(Path file) {
    try {
      return read(file, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw unreadable(file + ":1: Expected text in UTF-8, but found other bytes.");
    } catch (YamlFileException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unreadable("Expected to read the connections file " + file + ", but it failed: " + e);
    }
  }

  /** As {@link #required}; without a file there are no connections. */
  public static ConnectionsFile optional(Path file) {
    return Files.exists(file) ? required(file) : EMPTY;
  }

  private static GateholdException unreadable(String message) {
    return new GateholdException("connections.unreadable", message, "Mend it and start again.");
  }

  private static ConnectionsFile read(Path file, String text) throws YamlFileException {
    Optional<YamlValue> root = YamlValue.parse(file.toString(), text);
    if (root.isEmpty()) {
      return EMPTY;
    }
    Fields fields = root.get().fields("http", "ssh", "webhook");
    @Nullable YamlValue http = fields.get("http");
    @Nullable YamlValue ssh = fields.get("ssh");
    @Nullable YamlValue webhook = fields.get("webhook");
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    return new ConnectionsFile(
        http == null ? Map.of() : new HttpConnectionReader(folder).read(http),
        ssh == null ? Map.of() : new SshConnectionReader(folder).read(ssh),
        webhook == null ? Map.of() : new WebhookConnectionReader(folder).read(webhook));
  }
}
