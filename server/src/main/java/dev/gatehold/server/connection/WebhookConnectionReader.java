package dev.gatehold.server.connection;

import dev.gatehold.server.connection.WebhookConnection.Scheme;
import dev.gatehold.server.connection.WebhookConnection.Secret;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Entry;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads connections for calls from outside. */
final class WebhookConnectionReader {
  private final Path folder;

  /**
   * A reader.
   *
   * @param folder where the files of secrets are looked for
   */
  WebhookConnectionReader(Path folder) {
    this.folder = folder;
  }

  Map<String, WebhookConnection> read(YamlValue section) throws YamlFileException {
    Map<String, WebhookConnection> connections = new LinkedHashMap<>();
    for (Entry entry : section.entries("billing: {scheme: standard, secrets: …}")) {
      String name = entry.name().text(ConnectionWords::nameProblem);
      connections.put(name, connection(name, entry.value()));
    }
    return connections;
  }

  private WebhookConnection connection(String name, YamlValue value) throws YamlFileException {
    Fields fields = value.fields("scheme", "secrets");
    List<Secret> secrets = new ArrayList<>();
    for (YamlValue item : fields.required("secrets").items("secrets")) {
      secrets.add(secret(item));
    }
    try {
      return new WebhookConnection(name, scheme(fields.required("scheme")), secrets);
    } catch (IllegalArgumentException e) {
      throw value.error(String.valueOf(e.getMessage()));
    }
  }

  private static Scheme scheme(YamlValue value) throws YamlFileException {
    return switch (value.text()) {
      case "standard" -> Scheme.STANDARD;
      case "github" -> Scheme.GITHUB;
      default ->
          throw value.error("Expected standard or github, but found '" + value.text() + "'.");
    };
  }

  private Secret secret(YamlValue value) throws YamlFileException {
    Fields fields = value.fields("file", "env");
    @Nullable YamlValue file = fields.get("file");
    @Nullable YamlValue variable = fields.get("env");
    if (file != null && variable == null) {
      return new WebhookConnection.FromFile(folder.resolve(file.text()));
    }
    if (file == null && variable != null) {
      return new WebhookConnection.FromEnvironment(variable.text(ConnectionWords::variableProblem));
    }
    throw value.error(
        "Expected either 'file' or 'env', but found " + (file == null ? "none." : "both."));
  }
}
