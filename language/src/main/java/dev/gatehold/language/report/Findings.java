package dev.gatehold.language.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings while a file is read. Not thread-safe: one per reading. */
public final class Findings {
  private final List<Finding> found = new ArrayList<>();

  /** Adds what keeps the flow from being used. */
  public void error(String code, Place place, String message, String next) {
    found.add(new Finding(code, false, place, message, next));
  }

  /** Adds what the author should know. */
  public void warning(String code, Place place, String message, String next) {
    found.add(new Finding(code, true, place, message, next));
  }

  /** Whether there is any error. */
  public boolean anyError() {
    return found.stream().anyMatch(finding -> !finding.warning());
  }

  /** All of them in the order of the file, each once. */
  public List<Finding> inOrder() {
    return found.stream().distinct().sorted(Comparator.comparing(Finding::place)).toList();
  }
}
