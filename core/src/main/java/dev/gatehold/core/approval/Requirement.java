package dev.gatehold.core.approval;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who must agree, resolved when the gate opened: names and numbers only, no expressions. */
public sealed interface Requirement {
  /**
   * That many different persons.
   *
   * @param label what people read, or null
   * @param count 1 or more
   * @param notApplicable why the part does not apply; null when it does
   */
  record People(
      @Nullable String label, List<Source> from, int count, @Nullable String notApplicable)
      implements Requirement {
    public People {
      from = List.copyOf(from);
      if (count < 1 || from.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected at least one source and a count of 1 or more, but found "
                + from
                + " and "
                + count
                + ".");
      }
    }

    /** The label, or the sources when there is none. */
    public String name() {
      return label != null ? label : String.join(" or ", from.stream().map(Source::text).toList());
    }
  }

  /** Every part that applies. */
  record All(List<Requirement> parts) implements Requirement {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part that applies. */
  record Any(List<Requirement> parts) implements Requirement {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** Every part that applies, in order: a later one opens when the earlier are met. */
  record Stages(List<Requirement> parts) implements Requirement {
    public Stages {
      parts = List.copyOf(parts);
    }
  }

  /** The leaves from left to right, those that do not apply included. */
  default Stream<People> leaves() {
    return switch (this) {
      case People leaf -> Stream.of(leaf);
      case All(var parts) -> parts.stream().flatMap(Requirement::leaves);
      case Any(var parts) -> parts.stream().flatMap(Requirement::leaves);
      case Stages(var parts) -> parts.stream().flatMap(Requirement::leaves);
    };
  }

  /** Whether any leaf applies. */
  default boolean applies() {
    return leaves().anyMatch(leaf -> leaf.notApplicable() == null);
  }
}
