package dev.gatehold.connectors.http;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.ResourceStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends an HTTP request as the work of a step: to a place under a connection that the operator
 * declared, or without one to a public address. Nothing is remembered from one request to the next:
 * no cookies, no credentials, no open connections; no proxy of the server's environment is used.
 *
 * <p>Output: {@code status}, {@code headers}, one of {@code json} (at most 256 KiB), {@code text}
 * (at most 16 KiB) and {@code body} (a resource of at most 50 MiB), and what {@code response} picks
 * out of the JSON. Secrets of the connection and of the step are replaced by {@code ***} wherever
 * they come back.
 *
 * <p>Failures: {@code http.connect}, {@code http.unknown_host} and {@code http.io} may be repeated;
 * {@code http.timeout}, {@code http.broken} and {@code http.status} where the request or the status
 * allows it; {@code http.parameters}, {@code http.unknown_connection}, {@code http.environment},
 * {@code http.secret}, {@code http.address_refused}, {@code http.redirect}, {@code http.tls},
 * {@code http.too_large}, {@code http.answer} and {@code http.response} may not.
 */
public final class HttpConnector implements Connector {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(1);

  private final HttpSettings settings;
  private final ResourceStore resources;
  private final Network network;
  private final Supplier<SSLSocketFactory> secure;

  public HttpConnector(HttpSettings settings, ResourceStore resources) {
    this(
        settings,
        resources,
        Network.SYSTEM,
        // Reads the authorities of the JDK, which a server that sends nothing need not wait for.
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  HttpConnector(
      HttpSettings settings,
      ResourceStore resources,
      Network network,
      Supplier<SSLSocketFactory> secure) {
    this.settings = settings;
    this.resources = resources;
    this.network = network;
    this.secure = secure;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure, InterruptedException {
    Secrets secrets = Secrets.NONE.and(job.masking());
    try {
      HttpParameters parameters = HttpParameters.of(job.parameters());
      HttpConnection connection = connection(parameters.connection(), job.draft());
      WebAddress start = start(parameters, connection);
      if (connection != null) {
        secrets = Secrets.of(connection, settings.environment()).and(job.masking());
        noHeaderTwice(parameters, secrets, connection);
      }
      String key = parameters.isBare() ? null : key(job, parameters, start);
      return run(job, new Errand(parameters, connection, secrets, start, key));
    } catch (HttpFailure e) {
      throw e.of(job.step(), secrets);
    }
  }

  private @Nullable HttpConnection connection(@Nullable String name, boolean draft)
      throws HttpFailure {
    if (name == null) {
      return null;
    }
    HttpConnection connection = settings.connections().get(name);
    if (connection == null) {
      throw HttpFailures.unknownConnection(name, new TreeSet<>(settings.connections().keySet()));
    }
    Environment here = Environment.of(draft);
    if (!connection.environments().contains(here)) {
      throw HttpFailures.environment(name, here);
    }
    return connection;
  }

  private static WebAddress start(HttpParameters parameters, @Nullable HttpConnection connection)
      throws HttpFailure {
    try {
      WebAddress place =
          connection == null
              ? WebAddress.parse(parameters.url())
              : connection.base().under(parameters.url());
      return place.with(parameters.query());
    } catch (IllegalArgumentException e) {
      throw HttpFailures.url(String.valueOf(e.getMessage()));
    }
  }

  private static void noHeaderTwice(
      HttpParameters parameters, Secrets secrets, HttpConnection connection) throws HttpFailure {
    for (String header : parameters.headers().keySet()) {
      if (secrets.sets(header)) {
        throw HttpFailures.parameters(
            "headers that connection '" + connection.name() + "' does not set itself",
            "found '" + header + "'");
      }
    }
  }

  /**
   * Stable over deliveries and over attempts: a receiver that keeps keys sees through a repetition
   * of either kind, while a step that is done anew with other content gets another key.
   */
  private static String key(Job job, HttpParameters parameters, WebAddress start) {
    String request =
        String.join(
            "\n",
            parameters.method(),
            start.origin(),
            start.target(),
            // With words for secrets: another value does not make it another request.
            parameters.content().identity(job.masking()));
    return job.run() + "." + job.step() + "." + Digest.of(request).hex().substring(0, 16);
  }

  private Map<String, @Nullable Object> run(Job job, Errand errand)
      throws HttpFailure, InterruptedException {
    Line line = new Line();
    Journey journey =
        new Journey(
            errand,
            new Exchange(new Dialer(network, secure, line), resources, line),
            new AnswerReader(resources, errand.secrets(), job.step() + "-" + job.attempt()));
    FutureTask<Map<String, @Nullable Object>> task = new FutureTask<>(journey::make);
    Duration patience = patience(job.timeout());
    Thread worker = Thread.ofVirtual().name("http-" + job.id()).start(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      HttpFailure failure = HttpFailures.timeout(journey.at(), patience);
      throw line.hasSent() ? failure.after(errand.parameters()) : failure;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("Expected an answer or a failure.", e.getCause());
    } finally {
      line.cut();
      worker.interrupt();
    }
  }

  /** A little less than the step's own limit, so that the run learns what was waited for. */
  private static Duration patience(@Nullable Duration timeout) {
    if (timeout == null) {
      return DEFAULT_TIMEOUT;
    }
    Duration margin = timeout.dividedBy(10);
    return timeout.minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
  }
}
