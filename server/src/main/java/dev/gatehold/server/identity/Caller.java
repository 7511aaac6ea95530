package dev.gatehold.server.identity;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.engine.GateholdException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this HTTP request: taken from its credential, with what holds at this moment.
 *
 * @param person the id of the person whom this caller counts as, whichever of their accounts the
 *     credential names; null for a service of nobody
 * @param name for people
 * @param groups those of that person
 * @param admin only ever true for a person who signed in as themself
 */
public record Caller(
    Principal principal, @Nullable String person, String name, Set<String> groups, boolean admin) {
  public Caller {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    if (admin && principal.kind() != Kind.PERSON) {
      throw new IllegalArgumentException("Expected an admin to be a person.");
    }
  }

  /**
   * The account of the person who calls in person.
   *
   * @param what half a sentence for the refusal, such as "make tokens"
   * @throws GateholdException {@code access.denied} for agents and services
   */
  public String requirePerson(String what) {
    if (principal.kind() != Kind.PERSON) {
      throw denied("Expected a person to " + what + ", but this credential is of another kind.");
    }
    return principal.id();
  }

  /**
   * Refuses everybody but admins.
   *
   * @throws GateholdException {@code access.denied}
   */
  public void requireAdmin(String what) {
    if (!admin) {
      throw denied("Expected an admin to " + what + ", but '" + principal.id() + "' is not one.");
    }
  }

  static GateholdException denied(String message) {
    return new GateholdException("access.denied", message, "Ask an admin of this server.");
  }
}
