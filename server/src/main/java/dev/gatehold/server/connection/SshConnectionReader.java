package dev.gatehold.server.connection;

import dev.gatehold.connectors.ssh.HostKey;
import dev.gatehold.connectors.ssh.SshConnection;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Entry;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads connections to machines. */
final class SshConnectionReader {
  private static final int PORT = 22;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}");

  private final Path folder;

  /**
   * A reader.
   *
   * @param folder where the files of keys are looked for
   */
  SshConnectionReader(Path folder) {
    this.folder = folder;
  }

  Map<String, SshConnection> read(YamlValue section) throws YamlFileException {
    Map<String, SshConnection> connections = new LinkedHashMap<>();
    for (Entry entry : section.entries("build-1: {host: …}")) {
      String name = entry.name().text(ConnectionWords::nameProblem);
      connections.put(name, connection(name, entry.value()));
    }
    return connections;
  }

  private SshConnection connection(String name, YamlValue value) throws YamlFileException {
    Fields fields = value.fields("host", "port", "user", "key", "host_key", "environments");
    @Nullable YamlValue port = fields.get("port");
    return new SshConnection(
        name,
        fields.required("host").text(SshConnectionReader::hostProblem),
        port == null ? PORT : port.number(1, HIGHEST_PORT),
        fields.required("user").text(SshConnectionReader::userProblem),
        folder.resolve(fields.required("key").text(SshConnectionReader::keyProblem)),
        hostKey(fields.required("host_key")),
        ConnectionWords.environments(fields.get("environments")));
  }

  private static @Nullable String hostProblem(String host) {
    return HOST.matcher(host).matches()
        ? null
        : "Expected the name or the address of a machine, but found '" + host + "'.";
  }

  private static @Nullable String userProblem(String user) {
    return USER.matcher(user).matches()
        ? null
        : "Expected the name of an account, but found '" + user + "'.";
  }

  private static @Nullable String keyProblem(String key) {
    // It is not repeated: it may be the key itself.
    return key.contains("PRIVATE KEY") || key.indexOf('\n') >= 0 || key.indexOf('\0') >= 0
        ? "Expected the path of a private key's file, but found something else."
        : null;
  }

  private static HostKey hostKey(YamlValue value) throws YamlFileException {
    try {
      return HostKey.parse(value.text());
    } catch (IllegalArgumentException e) {
      throw value.error(
          "Expected the machine's public key as its /etc/ssh/ssh_host_ed25519_key.pub has it, but "
              + e.getMessage()
              + ".");
    }
  }
}
