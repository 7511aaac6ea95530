package dev.gatehold.connectors.http;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A connector with connections to test servers, and short ways to give it work. */
final class Post {
  static final String RUN = "run_01";
  final MemoryResourceStore resources = new MemoryResourceStore();
  final TestNetwork network = new TestNetwork();
  private final Map<String, HttpConnection> connections = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private SSLSocketFactory secure = (SSLSocketFactory) SSLSocketFactory.getDefault();

  /** A connection called {@code here} that may reach this machine. */
  Post here(String base) {
    return with(connection(base, Map.of(), 0));
  }

  Post with(HttpConnection connection) {
    connections.put(connection.name(), connection);
    return this;
  }

  Post trusting(SSLSocketFactory secure) {
    this.secure = secure;
    return this;
  }

  Post variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  static HttpConnection connection(String base, Map<String, HeaderValue> headers, int redirects) {
    return new HttpConnection(
        "here",
        WebAddress.parse(base),
        headers,
        List.of(AddressRange.parse("127.0.0.1")),
        List.of(),
        redirects,
        Set.of(Environment.values()));
  }

  HttpConnector connector() {
    return new HttpConnector(
        new HttpSettings(connections, environment::get), resources, network, () -> secure);
  }

  static Job job(Map<String, ? extends @Nullable Object> parameters) {
    return job(parameters, null);
  }

  static Job job(Map<String, ? extends @Nullable Object> parameters, @Nullable Duration timeout) {
    return new Job(RUN + ".ask.1", RUN, "ask", 1, new HashMap<>(parameters), timeout, false);
  }

  /** A GET over the connection {@code here}. */
  static Map<String, Object> get(String url) {
    return Map.of("connection", "here", "url", url);
  }

  static Map<String, Object> with(Map<String, ?> parameters, String name, Object value) {
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(name, value);
    return more;
  }

  Map<String, @Nullable Object> run(Map<String, ? extends @Nullable Object> parameters) {
    return run(job(parameters));
  }

  Map<String, @Nullable Object> run(Job job) {
    try {
      return connector().run(job);
    } catch (ConnectorFailure | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Failure failure(Map<String, ? extends @Nullable Object> parameters) {
    return failure(job(parameters));
  }

  Failure failure(Job job) {
    try {
      throw new AssertionError("Expected a failure, but got " + connector().run(job));
    } catch (ConnectorFailure e) {
      return e.failure();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  byte[] bytes(@Nullable Object reference) {
    Resource resource = Resource.fromJson(reference).orElseThrow();
    try (InputStream content = resources.open(resource.digest()).orElseThrow()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
