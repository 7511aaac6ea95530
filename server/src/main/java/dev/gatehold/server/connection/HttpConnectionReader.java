package dev.gatehold.server.connection;

import dev.gatehold.connectors.http.AddressRange;
import dev.gatehold.connectors.http.HeaderValue;
import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.http.WebAddress;
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

/** Reads connections for requests. */
final class HttpConnectionReader {
  private final Path folder;

  /**
   * A reader.
   *
   * @param folder where the files of secrets are looked for
   */
  HttpConnectionReader(Path folder) {
    this.folder = folder;
  }

  Map<String, HttpConnection> read(YamlValue section) throws YamlFileException {
    Map<String, HttpConnection> connections = new LinkedHashMap<>();
    for (Entry entry : section.entries("billing: {base: …}")) {
      String name = entry.name().text(ConnectionWords::nameProblem);
      connections.put(name, connection(name, entry.value()));
    }
    return connections;
  }

  private HttpConnection connection(String name, YamlValue value) throws YamlFileException {
    Fields fields = value.fields("base", "headers", "allow", "deny", "redirects", "environments");
    @Nullable YamlValue redirects = fields.get("redirects");
    try {
      return new HttpConnection(
          name,
          base(fields.required("base")),
          headers(fields.get("headers")),
          ranges(fields.get("allow")),
          ranges(fields.get("deny")),
          redirects == null ? 0 : redirects.number(0, HttpConnection.MOST_REDIRECTS),
          ConnectionWords.environments(fields.get("environments")));
    } catch (IllegalArgumentException e) {
      throw value.error(String.valueOf(e.getMessage()));
    }
  }

  private static WebAddress base(YamlValue value) throws YamlFileException {
    try {
      return WebAddress.parse(value.text());
    } catch (IllegalArgumentException e) {
      throw value.error(
          "Expected the URL that all requests are under, but " + e.getMessage() + ".");
    }
  }

  private Map<String, HeaderValue> headers(@Nullable YamlValue section) throws YamlFileException {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    if (section != null) {
      for (Entry entry : section.entries("Authorization: {file: …}")) {
        headers.put(entry.name().text(), header(entry.value()));
      }
    }
    return headers;
  }

  private HeaderValue header(YamlValue value) throws YamlFileException {
    if (value.isScalar()) {
      return new HeaderValue.Text(value.text());
    }
    Fields fields = value.fields("file", "env", "prefix");
    @Nullable YamlValue file = fields.get("file");
    @Nullable YamlValue variable = fields.get("env");
    @Nullable YamlValue prefixField = fields.get("prefix");
    String prefix = prefixField == null ? "" : prefixField.text();
    if (file != null && variable == null) {
      return new HeaderValue.FromFile(folder.resolve(file.text()), prefix);
    }
    if (file == null && variable != null) {
      return new HeaderValue.FromEnvironment(
          variable.text(ConnectionWords::variableProblem), prefix);
    }
    throw value.error(
        "Expected either 'file' or 'env', but found " + (file == null ? "none." : "both."));
  }

  private static List<AddressRange> ranges(@Nullable YamlValue list) throws YamlFileException {
    List<AddressRange> ranges = new ArrayList<>();
    if (list != null) {
      for (YamlValue item : list.items("addresses")) {
        try {
          ranges.add(AddressRange.parse(item.text()));
        } catch (IllegalArgumentException e) {
          throw item.error(String.valueOf(e.getMessage()));
        }
      }
    }
    return ranges;
  }
}
