package dev.gatehold.core.approval;

import dev.gatehold.core.people.Crowd;
import dev.gatehold.core.value.Digest;
import java.util.List;

/**
 * Who came by a source when a request opened. A large group is recorded by the digest of its
 * members and its first ones, so that opening a gate costs the same whatever its size.
 *
 * @param count how many
 * @param digest of their ids, sorted, each followed by a line feed
 * @param persons the first {@value #LISTED} of their ids, sorted
 */
public record Roster(int count, Digest digest, List<String> persons) {
  /** How many are listed by id. */
  public static final int LISTED = 100;

  public Roster {
    persons = List.copyOf(persons);
  }

  static Roster of(Crowd crowd) {
    return new Roster(crowd.size(), crowd.digest(), crowd.first(LISTED));
  }
}
