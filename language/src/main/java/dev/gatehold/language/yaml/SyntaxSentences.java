package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.SourceText;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts the syntax errors of the YAML parser into sentences with a next step. */
final class SyntaxSentences {
  private SyntaxSentences() {}

  static void report(
      MarkedYamlEngineException e, Place place, SourceText source, Findings findings) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    findings.error(
        "yaml.syntax",
        place,
        "Expected valid YAML, but " + sentence(problem) + ".",
        next(problem, e.getContext() == null ? "" : e.getContext(), source, place));
  }

  private static String sentence(String problem) {
    String line = problem.strip();
    return line.isEmpty() ? "could not read on from here" : line.replaceAll("\\.$", "");
  }

  private static String next(String problem, String context, SourceText source, Place place) {
    int index = source.indexOf(place);
    char found = index < source.text().length() ? source.text().charAt(index) : '\n';
    if (found == '\t' || problem.contains("'\\t")) {
      return "Indent with spaces: YAML does not allow tabs there.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "Write text that contains ': ' in quotes, and check the indentation.";
    }
    if (context.contains("quoted scalar")) {
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
