package dev.gatehold.core.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who must agree, as the flow declares it; see {@code approval.Requirement} for the resolved form.
 */
public sealed interface Requires {
  /**
   * That many different persons.
   *
   * @param from each renders to {@code user:ID} or {@code group:NAME}
   * @param count 1 or more
   * @param when a CEL condition; when false the part does not apply
   */
  record People(@Nullable String label, List<Template> from, int count, @Nullable String when)
      implements Requires {
    public People {
      from = List.copyOf(from);
    }
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

  /** Every part, in order: a later one opens when the earlier are met. */
  record Stages(List<Requires> parts) implements Requires {
    public Stages {
      parts = List.copyOf(parts);
    }
  }
}
