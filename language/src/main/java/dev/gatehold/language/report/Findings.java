package dev.gatehold.language.report;

import dev.gatehold.language.report.Finding.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings while a file is read. Not thread-safe: one per reading. */
public final class Findings {
  private final List<Finding> found = new ArrayList<>();

  /** Adds what keeps the flow from being used. */
  public void error(String code, Place place, String message, String next) {
    found.add(new Finding(code, Weight.ERROR, place, message, next));
  }

  /** Adds what is probably not meant. */
  public void warning(String code, Place place, String message, String next) {
    found.add(new Finding(code, Weight.WARNING, place, message, next));
  }

  /** Adds what is good to know. */
  public void note(String code, Place place, String message, String next) {
    found.add(new Finding(code, Weight.NOTE, place, message, next));
  }

  /** How many errors there are so far. */
  public int errors() {
    return (int) found.stream().filter(finding -> finding.weight() == Weight.ERROR).count();
  }

  /** Whether there is any error. */
  public boolean anyError() {
    return errors() > 0;
  }

  /** All of them in the order of the file, each once. */
  public List<Finding> inOrder() {
    return found.stream().distinct().sorted(Comparator.comparing(Finding::place)).toList();
  }
}
