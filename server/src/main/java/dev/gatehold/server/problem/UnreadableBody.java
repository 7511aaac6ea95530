package dev.gatehold.server.problem;

import dev.gatehold.language.report.DidYouMean;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that could not be read, without naming our own classes. */
final class UnreadableBody {
  private static final String BEYOND =
      "Expected JSON within the API's limits, 100,000 values, names and ends and 64 levels of"
          + " nesting, but the body has more. Large content belongs in a resource: POST"
          + " /api/v1/resources.";

  private UnreadableBody() {}

  static Problem problem(HttpMessageNotReadableException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BodyTooLarge large -> {
          return large.problem();
        }
        case StreamConstraintsException _ -> {
          return malformed(BEYOND);
        }
        case UnrecognizedPropertyException unknown -> {
          return malformed(unknownProperty(unknown));
        }
        case JacksonException json when !hasLarge(json) -> {
          return malformed(unfit(json));
        }
        default -> {
          // The reason lies deeper.
        }
      }
    }
    return malformed("Expected a JSON object as the body, but found none.");
  }

  private static boolean hasLarge(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge) {
        return true;
      }
    }
    return false;
  }

  private static Problem malformed(String message) {
    return Problem.of(Malformed.because(message));
  }

  private static String unknownProperty(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    TreeSet<String> names = new TreeSet<>();
    if (known != null) {
      known.forEach(each -> names.add(String.valueOf(each)));
    }
    String nearest = DidYouMean.closest(e.getPropertyName(), names);
    return "Expected only the properties "
        + String.join(", ", names)
        + ", but found '"
        + e.getPropertyName()
        + "'."
        + (nearest == null ? "" : " Did you mean '" + nearest + "'?");
  }

  private static String unfit(JacksonException e) {
    String place = "";
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      place =
          " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }
    if (e instanceof StreamReadException) {
      return "Expected well-formed JSON, but" + place + ": " + firstLine(e.getOriginalMessage());
    }
    String path =
        e.getPath().stream()
            .map(Reference::getPropertyName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    return path.isEmpty()
        ? "Expected a JSON object as the body, but found something else" + place + "."
        : "Expected another kind of value for '" + path + "', but found an unfit one" + place + ".";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "it is not." : message.lines().findFirst().orElse("it is not.");
  }
}
