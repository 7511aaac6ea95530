package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.SourceText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts the syntax errors of the YAML parser into sentences with a next step. */
final class SyntaxSentences {
  private static final String QUOTED = "quoted scalar";
  private static final String TAB = "(TAB)";
  private static final Pattern EXPECTED =
      Pattern.compile("expected (.+?),? but (?:got|found) (.+?)\\.?", Pattern.DOTALL);

  private SyntaxSentences() {}

  /** Where to look: for an open quote, where it was opened. */
  static Optional<Mark> mark(MarkedYamlEngineException e) {
    boolean quoted = e.getContext() != null && e.getContext().contains(QUOTED);
    return quoted
        ? e.getContextMark().or(e::getProblemMark)
        : e.getProblemMark().or(e::getContextMark);
  }

  static void report(
      MarkedYamlEngineException e, Place place, SourceText source, Findings findings) {
    String problem = e.getProblem() == null ? "" : e.getProblem().strip();
    String context = e.getContext() == null ? "" : e.getContext();
    findings.error(
        "yaml.syntax", place, sentence(problem, context), next(problem, context, source, place));
  }

  private static String sentence(String problem, String context) {
    if (problem.contains("<block end>")) {
      return "Expected the indentation of the lines above, but this line begins elsewhere.";
    }
    Matcher expected = EXPECTED.matcher(problem);
    if (expected.matches()) {
      return "Expected " + expected.group(1) + ", but found " + expected.group(2) + ".";
    }
    if (context.contains(QUOTED) && problem.contains("unexpected end of stream")) {
      return "Expected a closing quote, but the file ends first.";
    }
    if (problem.contains(TAB)) {
      return "Expected spaces, but found a tab.";
    }
    String first = problem.lines().findFirst().orElse("").replaceAll("\\.? \\(.*$|\\.$", "");
    return "Expected valid YAML, but " + (first.isEmpty() ? "cannot read on here" : first) + ".";
  }

  private static String next(String problem, String context, SourceText source, Place place) {
    int index = source.indexOf(place);
    char found = index < source.text().length() ? source.text().charAt(index) : '\n';
    if (found == '\t' || problem.contains(TAB)) {
      return "Indent with spaces: YAML does not allow tabs there.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "Write text that contains ': ' in quotes, and check the indentation.";
    }
    if (context.contains(QUOTED)) {
      return "Close the quote that this text opens.";
    }
    if (context.contains("flow sequence") || context.contains("flow mapping")) {
      return "Close every '[' and '{', and separate items with commas.";
    }
    if (problem.contains("could not find expected ':'")) {
      return "Write 'key: value' with a space after the colon.";
    }
    if (problem.contains("<block end>")) {
      return "Check the indentation: keys of one object begin in the same column.";
    }
    return "Check quotes, brackets and indentation around this place.";
  }
}
