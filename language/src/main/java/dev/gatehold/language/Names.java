package dev.gatehold.language;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that a flow file may refer to; null means that they are not known here and are not checked.
 *
 * @param users ids of people
 * @param groups names of groups
 * @param connectors names of connectors
 */
public record Names(
    @Nullable Set<String> users, @Nullable Set<String> groups, @Nullable Set<String> connectors) {
  /** Nothing is known: a check without a server. */
  public static final Names UNKNOWN = new Names(null, null, null);
}
