package dev.gatehold.language;

import dev.gatehold.language.Problem.Severity;
import dev.gatehold.language.report.Finding;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.SourceText;
import dev.gatehold.language.report.Words;
import java.util.ArrayList;
import java.util.List;

/** Makes what people read of what was found in a file. */
final class Problems {
  /** More problems than this are not listed: the first ones explain the rest. */
  private static final int MAX = 100;

  private Problems() {}

  static List<Problem> of(String file, SourceText text, Findings findings) {
    List<Finding> found = findings.inOrder();
    List<Problem> problems = new ArrayList<>();
    for (Finding finding : found.subList(0, Math.min(found.size(), MAX))) {
      problems.add(problem(file, text, finding));
    }
    if (found.size() > MAX) {
      Finding rest =
          new Finding(
              "flow.too_many_problems",
              Finding.Weight.ERROR,
              found.get(MAX).place(),
              "Expected at most " + MAX + " problems, but found " + found.size() + ".",
              "Solve the ones above first.");
      problems.add(problem(file, text, rest));
    }
    return problems;
  }

  private static Problem problem(String file, SourceText text, Finding finding) {
    return new Problem(
        finding.code(),
        severity(finding.weight()),
        file,
        finding.place().line(),
        finding.place().column(),
        Words.plain(finding.message()),
        Words.plain(finding.next()),
        text.excerpt(finding.place()));
  }

  private static Severity severity(Finding.Weight weight) {
    return switch (weight) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
      case NOTE -> Severity.NOTE;
    };
  }
}
