package dev.gatehold.cli.api;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The public HTTP API of one server, as one user. Nothing is repeated and no redirect is followed:
 * a credential goes to the server that it was made for and nowhere else.
 *
 * <p>{@link HttpURLConnection} because a command lives for one call, and the newer client takes
 * four times as long to load (docs/decisions/0010-command-line-start-up.md).
 */
public final class Api {
  private static final int CONNECT_MILLIS = 5_000;

  static {
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final URI server;
  private final @Nullable String token;

  /**
   * A door to a server.
   *
   * @param server without a path
   * @param token null for the few calls that need none
   */
  public Api(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  public URI server() {
    return server;
  }

  /**
   * Makes the call.
   *
   * @throws CliException when the server refuses, does not answer, or is no Gatehold server
   */
  public ApiReply send(Call call) {
    Received received = receive(call);
    return new ApiReply(received.status, tree(received), received.tag);
  }

  /** Makes the call and gives the body as it came; for resources. Throws as {@link #send}. */
  public byte[] download(Call call) {
    return receive(call).body;
  }

  private Received receive(Call call) {
    Received received;
    try {
      received = exchange(call);
    } catch (ConnectException | NoRouteToHostException | UnknownHostException absent) {
      throw unreachable(absent);
    } catch (IOException broken) {
      throw interrupted(call, broken);
    }
    if (received.good()) {
      return received;
    }
    throw refusal(received);
  }

  /** An answer as it came. */
  private static final class Received {
    private final int status;
    private final byte[] body;
    private final @Nullable String tag;

    Received(HttpURLConnection connection) throws IOException {
      status = connection.getResponseCode();
      body = content(connection, status);
      tag = unquoted(connection.getHeaderField("ETag"));
    }

    boolean good() {
      return status >= 200 && status < 300;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private Received exchange(Call call) throws IOException {
    HttpURLConnection connection = prepare(call);
    byte[] body = call.body();
    if (body != null) {
      // Not streamed: a 401 to a streamed body comes back without its explanation.
      connection.setDoOutput(true);
      try (var out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    return new Received(connection);
  }

  private HttpURLConnection prepare(Call call) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(server + call.path()).toURL().openConnection();
    connection.setRequestMethod(call.method());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(Math.toIntExact(call.patience().toMillis()));
    connection.setRequestProperty(
        "Accept", "application/json, application/problem+json, */*;q=0.1");
    call.headers().forEach(connection::setRequestProperty);
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    return connection;
  }

  private static byte[] content(HttpURLConnection connection, int status) throws IOException {
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new byte[0];
    }
    try (stream) {
      return stream.readAllBytes();
    }
  }

  private JsonNode tree(Received received) {
    try {
      return JsonText.read(received.text());
    } catch (JacksonException notJson) {
      throw notGatehold(received.status);
    }
  }

  private CliException refusal(Received received) {
    JsonNode problem = tree(received);
    if (!Fields.has(problem, "code")) {
      return notGatehold(received.status);
    }
    List<Next> next =
        Fields.items(problem, "next").stream()
            .map(step -> new Next(Fields.optional(step, "command"), Fields.raw(step, "why")))
            .toList();
    return new CliException(
        ExitCode.ofStatus(received.status),
        Fields.raw(problem, "code"),
        Fields.raw(problem, "detail"),
        problem,
        next);
  }

  private CliException notGatehold(int status) {
    return new CliException(
        ExitCode.ERROR,
        "server.unexpected",
        "Expected a Gatehold server at "
            + server
            + ", but the answer (HTTP status "
            + status
            + ") is not one of Gatehold's.",
        Next.say("Check the address given by --server or GATEHOLD_SERVER."));
  }

  private CliException unreachable(IOException cause) {
    CliException error =
        new CliException(
            ExitCode.ERROR,
            "server.unreachable",
            "Expected a Gatehold server at " + server + ", but nothing answers there.",
            new Next("gatehold server start-dev", "start one on this machine"),
            Next.say("Or name another with --server URL or GATEHOLD_SERVER."));
    error.initCause(cause);
    return error;
  }

  private CliException interrupted(Call call, IOException cause) {
    boolean reads = call.method().equals("GET");
    CliException error =
        new CliException(
            ExitCode.ERROR,
            "server.interrupted",
            "Expected an answer from "
                + server
                + ", but the connection ended first ("
                + cause.getMessage()
                + ")."
                + (reads ? "" : " Whether the command was applied is unknown."),
            Next.say(
                reads
                    ? "Run the command again."
                    : "Look before you repeat it: 'gatehold run list' or 'gatehold inbox'."));
    error.initCause(cause);
    return error;
  }

  private static @Nullable String unquoted(@Nullable String tag) {
    return tag == null ? null : tag.replace("\"", "");
  }
}
