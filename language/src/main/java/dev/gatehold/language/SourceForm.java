package dev.gatehold.language;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people come from, as a file writes it. */
sealed interface SourceForm {
  /** What can stand before a colon; the likeliest first. */
  List<String> KINDS = List.of("group", "user", "role", "rotation");

  /** The word for whoever started the run. */
  String REQUESTER = "requester";

  Pattern NAMED = Pattern.compile("(user|group|role|rotation):(.*\\S.*)", Pattern.DOTALL);
  Pattern OF_REQUESTER = Pattern.compile("requester((?:\\.[a-z][a-z0-9_-]*)+)");
  Pattern RELATED = Pattern.compile("([a-z][a-z0-9_-]*)\\(([^()]*[^()\\s][^()]*)\\)");
  Pattern FRONT =
      Pattern.compile("(?:user|group|role|rotation):.*|requester\\..*|[a-z][a-z0-9_-]*\\(.*");

  /** A name of a kind, such as {@code group:sre}. */
  record Named(String kind, String name) implements SourceForm {}

  /** Whoever started the run. */
  record Requester() implements SourceForm {}

  /** Somebody found from whoever started the run, such as {@code requester.manager}. */
  record OfRequester(List<String> relations) implements SourceForm {}

  /**
   * Somebody found from another person, such as {@code manager(alice)}.
   *
   * @param person an id, without {@code user:}
   */
  record Related(String relation, String person) implements SourceForm {}

  /** Reads text without expressions; null when it is none of the forms. */
  static @Nullable SourceForm parse(String raw) {
    String text = raw.strip();
    if (text.equals(REQUESTER)) {
      return new Requester();
    }
    Matcher ofRequester = OF_REQUESTER.matcher(text);
    if (ofRequester.matches()) {
      return new OfRequester(List.of(ofRequester.group(1).substring(1).split("\\.", -1)));
    }
    Matcher related = RELATED.matcher(text);
    if (related.matches()) {
      String person = related.group(2).strip();
      String id = person.startsWith("user:") ? person.substring("user:".length()) : person;
      return id.isBlank() || id.contains(":") ? null : new Related(related.group(1), id);
    }
    Matcher named = NAMED.matcher(text);
    return named.matches() && text.indexOf('=') < 0
        ? new Named(named.group(1), named.group(2))
        : null;
  }

  /** Whether a form can begin with this text and go on with what an expression gives. */
  static boolean canBegin(String front) {
    return FRONT.matcher(front.stripLeading()).matches();
  }
}
