package dev.gatehold.cli.kill;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.output.CliException;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who calls the servers through all their breakdowns: an unknown answer is asked for
 * again, with the same key, until it is known.
 */
final class Caller {
  private static final Set<String> UNKNOWN =
      Set.of("server.unreachable", "server.interrupted", "server.unexpected", "store.unavailable");

  private final Site site;
  private final String token;

  Caller(Site site, String token) {
    this.site = site;
    this.token = token;
  }

  /** A known answer, and how often the question had to be repeated for it. */
  record Answer(JsonNode body, int repeated) {}

  /**
   * Asks until there is an answer.
   *
   * @param call makes the call anew; with an idempotency key, unless it only reads
   * @throws CliException when the server refuses
   */
  Answer ask(Supplier<Call> call) throws InterruptedException {
    Site.Line line = site.line();
    for (int repeated = 0; ; repeated++) {
      try {
        JsonNode body = new Api(URI.create(line.url()), token).send(call.get()).body();
        site.acknowledge();
        return new Answer(body, repeated);
      } catch (CliException error) {
        if (!UNKNOWN.contains(error.code())) {
          site.acknowledge();
          throw error;
        }
        line = site.lineAfter(line);
      }
    }
  }
}
