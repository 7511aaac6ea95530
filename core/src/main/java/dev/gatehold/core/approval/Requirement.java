package dev.gatehold.core.approval;

import dev.gatehold.core.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who must agree, resolved when the gate opened: names and numbers only, no expressions. */
public sealed interface Requirement {
  /**
   * That many different persons.
   *
   * @param label what people read, or null
   * @param from sources of those who may approve
   * @param former sources whose approvals keep counting after others took their place
   * @param count 1 or more
   * @param quota how the count came about, such as {@code all} or {@code 60%}; null for a number
   * @param notApplicable why the part does not apply; null when it does
   * @param about the digest of what this part judges; null for the whole subject
   */
  record People(
      @Nullable String label,
      List<Source> from,
      List<Source> former,
      int count,
      @Nullable String quota,
      @Nullable String notApplicable,
      @Nullable Digest about)
      implements Requirement {
    public People {
      from = List.copyOf(from);
      former = List.copyOf(former);
      if (count < 1 || from.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected at least one source and a count of 1 or more, but found "
                + from
                + " and "
                + count
                + ".");
      }
    }

    /** A part that always applies. */
    public People(@Nullable String label, List<Source> from, int count) {
      this(label, from, List.of(), count, null, null, null);
    }

    /** The label, or the sources when there is none. */
    public String name() {
      return label != null ? label : String.join(" or ", from.stream().map(Source::title).toList());
    }

    /** Whether it is the same part of a later round, judging the same. */
    boolean sameAs(People other) {
      return from.equals(other.from)
          && count == other.count
          && (notApplicable == null) == (other.notApplicable == null)
          && name().equals(other.name());
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

  /** At least {@code count} parts that apply, or every one when fewer apply. */
  record Some(int count, List<Requirement> parts) implements Requirement {
    public Some {
      parts = List.copyOf(parts);
      if (count < 1 || count > parts.size()) {
        throw new IllegalArgumentException(
            "Expected a count from 1 to the number of parts, but found "
                + count
                + " of "
                + parts.size()
                + ".");
      }
    }
  }

  /** Every part that applies, in order: a later one opens when the earlier are met. */
  record Stages(List<Requirement> parts) implements Requirement {
    public Stages {
      parts = List.copyOf(parts);
    }
  }

  /** The parts of a block, in order; none of a leaf. */
  default List<Requirement> children() {
    return switch (this) {
      case People _ -> List.of();
      case All(var parts) -> parts;
      case Any(var parts) -> parts;
      case Some(_, var parts) -> parts;
      case Stages(var parts) -> parts;
    };
  }

  /** The leaves from left to right, those that do not apply included. */
  default Stream<People> leaves() {
    return this instanceof People leaf
        ? Stream.of(leaf)
        : children().stream().flatMap(Requirement::leaves);
  }

  /** Whether any leaf applies. */
  default boolean applies() {
    if (this instanceof People leaf) {
      return leaf.notApplicable() == null;
    }
    for (Requirement child : children()) {
      if (child.applies()) {
        return true;
      }
    }
    return false;
  }

  /** How many blocks are around its deepest leaf; 0 for a leaf. */
  default int depth() {
    return this instanceof People
        ? 0
        : 1 + children().stream().mapToInt(Requirement::depth).max().orElse(0);
  }

  /** The requirement after a rung of the ladder was climbed. */
  default Requirement escalated(Escalation mode, List<Source> to) {
    return switch (this) {
      case People leaf ->
          switch (mode) {
            case NOTIFY -> leaf;
            case ADD -> with(leaf, joined(leaf.from(), to), leaf.former());
            case REPLACE -> with(leaf, to, joined(leaf.former(), leaf.from()));
          };
      case All(var parts) -> new All(escalated(parts, mode, to));
      case Any(var parts) -> new Any(escalated(parts, mode, to));
      case Some(var count, var parts) -> new Some(count, escalated(parts, mode, to));
      case Stages(var parts) -> new Stages(escalated(parts, mode, to));
    };
  }

  private static List<Requirement> escalated(
      List<Requirement> parts, Escalation mode, List<Source> to) {
    return parts.stream().map(part -> part.escalated(mode, to)).toList();
  }

  private static People with(People leaf, List<Source> from, List<Source> former) {
    return new People(
        leaf.name(), from, former, leaf.count(), leaf.quota(), leaf.notApplicable(), leaf.about());
  }

  private static List<Source> joined(List<Source> first, List<Source> second) {
    List<Source> both = new ArrayList<>(first);
    second.stream().filter(each -> !both.contains(each)).forEach(both::add);
    return both;
  }
}
