package dev.gatehold.language.expression;

import java.util.List;

/**
 * What can be known of an expression before it runs. Offsets are indexes in the expression's text.
 *
 * @param issues why it cannot be compiled; empty when it can
 * @param unknown names that are neither variables nor bound by a macro
 * @param uses what it reads; empty when its syntax is wrong
 * @param truth whether it can give true or false
 * @param result what it gives, in words: {@code text}, {@code a list}; {@code any value} when that
 *     cannot be known
 */
public record Analysis(
    List<Issue> issues, List<Name> unknown, List<Use> uses, boolean truth, String result) {
  public Analysis {
    issues = List.copyOf(issues);
    unknown = List.copyOf(unknown);
    uses = List.copyOf(uses);
  }

  /** One thing that is wrong; {@code code} is that of a problem. */
  public record Issue(String code, int offset, String message, String next) {}

  /** A word of the expression. */
  public record Name(String text, int offset) {}

  /**
   * Something the expression reads: {@code steps.plan.output} is the variable {@code steps} with
   * the path {@code plan}, {@code output}.
   *
   * @param variable {@code input}, {@code steps}, {@code run}, {@code flow}, {@code lap} or {@code
   *     event}
   * @param path as far as it is written down; {@code steps[input.x]} reads {@code steps} itself
   */
  public record Use(Name variable, List<Name> path) {
    public Use {
      path = List.copyOf(path);
    }
  }
}
