package dev.gatehold.core.people;

import org.jspecify.annotations.Nullable;

/**
 * Whoever acts: a person, or an agent or service, which may act for a person and then counts as
 * that person.
 *
 * @param id unique among all principals
 * @param actsFor the person behind an agent or service; null for persons and for services of nobody
 */
public record Principal(String id, Kind kind, @Nullable String actsFor) {
  /** Gatehold itself: timers and results of effects. */
  public static final Principal SYSTEM = new Principal("gatehold", Kind.SERVICE, null);

  /** What a principal can be; only persons decide. */
  public enum Kind {
    PERSON,
    AGENT,
    SERVICE
  }

  public Principal {
    if (kind == Kind.PERSON && actsFor != null) {
      throw new IllegalArgumentException(
          "Expected a person to act for nobody else, but '" + id + "' does.");
    }
  }

  public static Principal person(String id) {
    return new Principal(id, Kind.PERSON, null);
  }

  public static Principal agent(String id, String actsFor) {
    return new Principal(id, Kind.AGENT, actsFor);
  }

  /** The person this principal counts as; null when there is none. */
  public @Nullable String person() {
    return kind == Kind.PERSON ? id : actsFor;
  }

  /** The id that is excluded when this principal must not count: the person's if there is one. */
  public String countsAs() {
    String person = person();
    return person == null ? id : person;
  }
}
