package dev.gatehold.core.people;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person was a part of at one moment; all sorted.
 *
 * @param groups names of groups
 * @param roles names of roles
 * @param rotations names of the rotations whose turn it was
 */
public record Membership(Set<String> groups, Set<String> roles, Set<String> rotations) {
  public static final Membership NONE = new Membership(Set.of(), Set.of(), Set.of());

  public Membership {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    rotations = Collections.unmodifiableSet(new TreeSet<>(rotations));
  }
}
