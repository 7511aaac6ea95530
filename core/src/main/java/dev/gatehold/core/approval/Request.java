package dev.gatehold.core.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gate puts before people: one round of it.
 *
 * @param round from 1; each rework, edit or reopening has the next
 * @param floors what floors demand besides the requirement
 * @param excluded who never counts and why, by person's id
 * @param eligible who came by each source when it opened, by the source's text
 * @param choices what a person can say
 * @param modify names of the input's fields that an approver may edit
 * @param expiry when silence ends the gate, and as what; null for never
 */
public record Request(
    int round,
    String title,
    @Nullable String summary,
    Requirement requirement,
    List<FloorDemand> floors,
    Map<String, Exclusion> excluded,
    Map<String, Roster> eligible,
    List<Evidence> evidence,
    List<Choice> choices,
    Rejects rejects,
    List<String> modify,
    Subject subject,
    Instant openedAt,
    Ladder ladder,
    @Nullable Deadline expiry) {

  public Request {
    floors = List.copyOf(floors);
    excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
    eligible = Collections.unmodifiableMap(new TreeMap<>(eligible));
    evidence = List.copyOf(evidence);
    choices = List.copyOf(choices);
    modify = List.copyOf(modify);
  }

  /** When silence ends the gate, and as what. */
  public record Deadline(Instant at, Outcome outcome) {}

  /** Whether silence has already ended it; the instant of the deadline itself counts as silence. */
  public boolean expiredAt(Instant now) {
    return expiry != null && !now.isBefore(expiry.at());
  }

  /** The choice with this word. */
  public Optional<Choice> choice(String word) {
    return choices.stream().filter(each -> each.word().equals(word)).findFirst();
  }

  /** The flow's requirement and each floor's: all of them must be met. */
  public List<Requirement> demands() {
    List<Requirement> demands = new ArrayList<>();
    demands.add(requirement);
    floors.forEach(floor -> demands.add(floor.requirement()));
    return demands;
  }

  /** The leaves of all demands in order; a leaf's number is its place here, from 0. */
  public Stream<Requirement.People> leaves() {
    return demands().stream().flatMap(Requirement::leaves);
  }

  /** The request after a rung of the ladder was climbed; what is agreed to stays the same. */
  public Request escalated(Escalation mode, List<Source> to) {
    return new Request(
        round,
        title,
        summary,
        requirement.escalated(mode, to),
        floors,
        excluded,
        eligible,
        evidence,
        choices,
        rejects,
        modify,
        subject,
        openedAt,
        ladder,
        expiry);
  }
}
