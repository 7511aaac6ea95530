package dev.gatehold.connectors.http;

import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.Environment;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can go wrong with a request, in the words that people read. */
final class HttpFailures {
  private static final String CORRECT = "Correct the step in the flow file and make a release";

  private HttpFailures() {}

  static HttpFailure parameters(String expected, String found) {
    return lasting("http.parameters", expected, found, CORRECT);
  }

  static HttpFailure url(String found) {
    return lasting(
        "http.parameters",
        "a 'url' that can be read in one way only",
        found,
        CORRECT + "; put values into 'query' rather than into the text of the URL");
  }

  static HttpFailure unknownConnection(String name, Set<String> known) {
    return lasting(
        "http.unknown_connection",
        "a connection '" + name + "'",
        "this server has "
            + (known.isEmpty() ? "none for http" : "only " + String.join(", ", known)),
        "Ask the operator to declare it in connections.yaml");
  }

  static HttpFailure environment(String name, Environment here) {
    return lasting(
        "http.environment",
        "connection '" + name + "' to be there for " + here.word() + " runs",
        "it is not",
        here == Environment.STAGING
            ? "This is a run of a draft: release the flow, or ask the operator to allow staging"
            : "Ask the operator to allow live");
  }

  static HttpFailure secret(HttpConnection connection, String header, String found) {
    return lasting(
        "http.secret",
        "to read the header '" + header + "' of connection '" + connection.name() + "'",
        found,
        "Ask the operator to mend it");
  }

  static HttpFailure addressRefused(WebAddress to, String kind) {
    return lasting(
        "http.address_refused",
        "'" + to.host() + "' to lead to an address that this step may connect to",
        "it leads to one that is " + kind,
        "Use a public host, or a connection whose operator allows the address");
  }

  static HttpFailure portRefused(WebAddress to) {
    return lasting(
        "http.address_refused",
        "port 80, 443, or one above 1023 without a connection",
        "found port " + to.port(),
        "Use a connection whose base has this port");
  }

  static HttpFailure unknownHost(WebAddress to) {
    return passing(
        "http.unknown_host",
        "to find the address of '" + to.host() + "'",
        "it has none, or the name service does not answer",
        "Look at the host's spelling and at the server's name service");
  }

  static HttpFailure connect(WebAddress to, String fact) {
    return passing(
        "http.connect",
        "to connect to " + to.origin(),
        fact,
        "See that the service runs and can be reached from this server");
  }

  static HttpFailure tls(WebAddress to, String fact) {
    return lasting(
        "http.tls",
        "a certificate that this server trusts for '" + to.host() + "'",
        "the secure connection was not made: " + fact,
        "Give the service a proper certificate, or this server the right authority");
  }

  static HttpFailure timeout(WebAddress to, Duration limit) {
    return passing(
        "http.timeout",
        "an answer of " + to.origin() + " within " + Durations.format(limit),
        "it was not complete by then",
        "Give the step a longer timeout, or see why the service is slow");
  }

  static HttpFailure broken(WebAddress to, String fact) {
    return passing(
        "http.broken",
        "a whole answer of " + to.origin(),
        fact,
        "See why the service, or something on the way to it, ends connections");
  }

  static HttpFailure tooLarge(WebAddress to, long limit) {
    return lasting(
        "http.too_large",
        "an answer of " + to.origin() + " with at most " + limit + " bytes",
        "it has more",
        "Ask for less, or let a command fetch it");
  }

  /**
   * Another status than the step accepts.
   *
   * @param retryAfter what the answer says about when to come again; null when it says nothing
   * @param text the beginning of the answer's text
   */
  static HttpFailure status(
      int status, Statuses accepted, @Nullable String retryAfter, String text) {
    return new HttpFailure(
        "http.status",
        "an answer with status " + accepted,
        "it is "
            + status
            + (retryAfter == null ? "" : " with Retry-After " + retryAfter)
            + (text.isEmpty() ? "" : " and says '" + text + "'"),
        "See what the service says; if this status is fine, add it to 'accept'",
        Statuses.passes(status));
  }

  static HttpFailure redirect(String fact, String next) {
    return lasting("http.redirect", "an answer", "the service redirects, and " + fact, next);
  }

  static HttpFailure answer(String expected, String found) {
    return lasting("http.answer", expected, found, "See what the service sends");
  }

  static HttpFailure response(String name, String pointer, String found) {
    return lasting(
        "http.response",
        "the answer to have '" + pointer + "' for '" + name + "'",
        found,
        "Correct 'response', or see what the service sends");
  }

  static HttpFailure io(String what) {
    return passing(
        "http.io",
        "to " + what,
        "it did not work",
        "See that the server's disk has space and its data folder can be used");
  }

  private static HttpFailure lasting(String code, String expected, String found, String next) {
    return new HttpFailure(code, expected, found, next, false);
  }

  private static HttpFailure passing(String code, String expected, String found, String next) {
    return new HttpFailure(code, expected, found, next, true);
  }
}
