package dev.gatehold.language;

import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks where an http step goes, what it carries, and that it gives no secret away. */
final class HttpCheck {
  /** Where expressions may stand. */
  static final List<String> RENDERED = List.of("url", "query", "headers", "json", "form", "body");

  private static final List<String> CONTENT = List.of("json", "form", "body");
  private static final Set<String> BARE = Set.of("GET", "HEAD");

  /** What the output of every http step can have anyway. */
  private static final List<String> OWN_OUTPUT =
      List.of("status", "headers", "json", "text", "body");

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Pattern USER = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#]*@)");

  private final YamlNode.Fields http;
  private final Findings findings;

  HttpCheck(YamlNode.Fields http, Findings findings) {
    this.http = http;
    this.findings = findings;
  }

  void check(ExpressionCheck expressions) {
    if (http.get("url") instanceof YamlNode.Scalar(_, String text, var places)) {
      url(text, places.at(0));
    }
    content();
    if (http.get("headers") instanceof YamlNode.Fields headers) {
      headers.fields().forEach((name, field) -> header(name, field.key(), field.value()));
    }
    if (http.get("response") instanceof YamlNode.Fields response) {
      response
          .fields()
          .forEach((name, field) -> {
            output(name, field.key());
            expressions.literal(field.value());
          });
    }
  }

  /** Whatever the expressions in a URL give, its literal beginning says what kind it is. */
  private void url(String text, Place place) {
    if (USER.matcher(text).lookingAt()) {
      findings.error(
          "flow.literal_secret",
          place,
          "Expected a URL without credentials, but found some before its '@'.",
          "Let the server's operator declare a connection with a header for them.");
      return;
    }
    int expression = text.indexOf(TemplateText.OPEN);
    String literal = expression < 0 ? text : text.substring(0, expression);
    Matcher scheme = SCHEME.matcher(literal);
    boolean absolute = scheme.matches() || literal.startsWith("//");
    String connection = textOf("connection");
    if (connection != null && absolute) {
      badUrl(
          place,
          "a URL relative to the base of connection '" + connection + "'",
          text,
          "Write what follows the base, such as /invoices, or leave the connection out.");
    } else if (scheme.matches() && !isWeb(scheme.group(1))) {
      badUrl(place, "an https or http URL", text, "Begin it with https://.");
    } else if (connection == null && !absolute && (expression != 0 || literal.length() > 0)) {
      badUrl(
          place,
          "an absolute URL, because the step names no connection",
          text,
          "Begin it with https://, or name a connection.");
    }
  }

  private static boolean isWeb(String scheme) {
    return Set.of("https", "http").contains(scheme.toLowerCase(Locale.ROOT));
  }

  private void badUrl(Place place, String expected, String found, String next) {
    findings.error(
        "flow.bad_link",
        place,
        "Expected " + expected + ", but found " + Words.value(found) + ".",
        next);
  }

  private void content() {
    List<String> given = CONTENT.stream().filter(key -> http.get(key) != null).toList();
    if (given.size() > 1) {
      findings.error(
          "flow.conflicting_keys",
          http.keyPlace(given.get(1)),
          "Expected one of json, form and body, but found " + Words.and(given) + ".",
          "Keep the one that the service understands.");
    }
    String method = textOf("method");
    String sent = method == null ? "GET" : method;
    if (!given.isEmpty() && BARE.contains(sent)) {
      findings.error(
          "flow.conflicting_keys",
          http.keyPlace(given.getFirst()),
          "Expected a %s without content, but found '%s'.".formatted(sent, given.getFirst()),
          method == null ? "Add 'method: POST', or use 'query'." : "Use POST, or 'query'.");
    }
  }

  private void header(String name, Place place, YamlNode value) {
    String text = value.text();
    if (HeaderNames.isFraming(name)) {
      findings.error(
          "flow.bad_name",
          place,
          "Expected a header that a step may set, but found '" + name + "'.",
          "Remove it: it is set by Gatehold.");
    } else if (HeaderNames.isCredential(name)
        && text != null
        && !text.isEmpty()
        && !text.contains(TemplateText.OPEN)) {
      findings.error(
          "flow.literal_secret",
          value.place(),
          "Expected no secret in a flow, but '" + name + "' is written here.",
          "Let the server's operator declare a connection with this header.");
    }
  }

  private void output(String name, Place place) {
    if (OWN_OUTPUT.contains(name)) {
      findings.error(
          "flow.bad_name",
          place,
          "Expected a name other than " + Words.and(OWN_OUTPUT) + ", but found '" + name + "'.",
          "Rename it: http steps have these outputs.");
    }
  }

  private @Nullable String textOf(String key) {
    YamlNode value = http.get(key);
    return value == null ? null : value.text();
  }
}
