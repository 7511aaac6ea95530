package dev.gatehold.core.approval;

import dev.gatehold.core.people.Membership;
import java.util.List;

/**
 * The right of somebody else by which a person decides.
 *
 * @param chain ids from the person whose right it is to the one who decides: at least two, at most
 *     six
 * @param membership of the first of them, at that moment
 */
public record StandIn(List<String> chain, Membership membership) {
  /** The most hand-overs from one person to the next. */
  public static final int MAX_LINKS = 5;

  public StandIn {
    chain = List.copyOf(chain);
    if (chain.size() < 2 || chain.size() > MAX_LINKS + 1) {
      throw new IllegalArgumentException(
          "Expected a chain of 1 to " + MAX_LINKS + " links, but found " + chain + ".");
    }
  }

  /** Whose right it is. */
  public String person() {
    return chain.getFirst();
  }
}
