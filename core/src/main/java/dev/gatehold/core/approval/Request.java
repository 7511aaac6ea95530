package dev.gatehold.core.approval;

import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a gate puts before people: one round of it.
 *
 * @param round from 1; a reopened gate has the next
 * @param excluded who never counts and why, by person's id
 * @param eligible who could decide when it opened: the texts of the matching sources by person's id
 * @param form JSON Schema of the values a decision carries
 * @param commentRequired verdict words that need a comment
 */
public record Request(
    int round,
    String title,
    @Nullable String summary,
    Requirement requirement,
    Map<String, Exclusion> excluded,
    Map<String, Set<String>> eligible,
    List<Evidence> evidence,
    Map<String, @Nullable Object> form,
    Set<String> commentRequired,
    Subject subject,
    Instant openedAt,
    @Nullable Deadline expiry) {

  public Request {
    excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
    eligible = sorted(eligible);
    evidence = List.copyOf(evidence);
    form = Json.freezeObject(form);
    commentRequired = Collections.unmodifiableSet(new TreeSet<>(commentRequired));
  }

  private static Map<String, Set<String>> sorted(Map<String, Set<String>> sourcesByPerson) {
    Map<String, Set<String>> sorted = new TreeMap<>();
    sourcesByPerson.forEach((person, sources) ->
        sorted.put(person, Collections.unmodifiableSet(new TreeSet<>(sources))));
    return Collections.unmodifiableMap(sorted);
  }

  /** When silence ends the gate, and as what. */
  public record Deadline(Instant at, Outcome outcome) {}

  /** Whether silence has already ended it; the instant of the deadline itself counts as silence. */
  public boolean expiredAt(Instant now) {
    return expiry != null && !now.isBefore(expiry.at());
  }
}
