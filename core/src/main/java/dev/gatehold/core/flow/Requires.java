package dev.gatehold.core.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who must agree, as the flow declares it; see {@code approval.Requirement} for the resolved form.
 */
public sealed interface Requires {
  /** Blocks in blocks no deeper than this; deeper ones are refused by the checker and the gate. */
  int MAX_DEPTH = 8;

  /** Parts that name people, in one requirement. */
  int MAX_PARTS = 64;

  /**
   * That many different persons.
   *
   * @param from each renders to a source such as {@code group:NAME}, or to a list of sources
   * @param when a CEL condition; when false the part does not apply
   * @param about what this part judges, rendered when the gate opens; an approval can outlive a
   *     change of everything else. Empty stands for the whole subject.
   */
  record People(
      @Nullable String label,
      List<Template> from,
      Quota quota,
      @Nullable String when,
      List<Template> about)
      implements Requires {
    public People {
      from = List.copyOf(from);
      about = List.copyOf(about);
    }
  }

  /** How many of the people of a part must approve. */
  sealed interface Quota {
    /** So many, 1 or more. */
    record Count(int count) implements Quota {}

    /** All who are eligible when the gate opens. */
    record Everyone() implements Quota {}

    /** So many percent, 1 to 100, of those who are eligible when the gate opens, rounded up. */
    record Percent(int percent) implements Quota {}
  }

  /** Every part. */
  record All(List<Requires> parts) implements Requires {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part. */
  record Any(List<Requires> parts) implements Requires {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** At least {@code count} parts, or every part that applies when fewer apply. */
  record Some(int count, List<Requires> parts) implements Requires {
    public Some {
      parts = List.copyOf(parts);
    }
  }

  /** Every part, in order: a later one opens when the earlier are met. */
  record Stages(List<Requires> parts) implements Requires {
    public Stages {
      parts = List.copyOf(parts);
    }
  }
}
