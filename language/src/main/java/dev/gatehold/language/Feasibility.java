package dev.gatehold.language;

import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether parts can be met together, asked of the evaluator that decides at the gate: each part
 * becomes a group of those who can stand for it.
 */
final class Feasibility {
  private final Map<String, Directory.Person> people = new LinkedHashMap<>();
  private final Map<String, Set<String>> groups = new LinkedHashMap<>();

  /** A part that so many of these people can meet. */
  Requirement part(Set<String> ids, int count) {
    String name = "part-" + groups.size();
    groups.put(name, ids);
    ids.forEach(id -> people.put(id, new Directory.Person(id, id)));
    return new Requirement.People(null, List.of(new Source.Group(name)), count);
  }

  /** A part that can always be met, by somebody who is in no other one. */
  Requirement freePart() {
    return part(Set.of("somebody " + groups.size()), 1);
  }

  /** Whether enough different people can be found for a requirement that was made of parts. */
  boolean holds(Requirement requirement) {
    Electorate everybody =
        new Electorate(new Directory(people, groups), Instant.EPOCH, Set.of(), List.of());
    return new Evaluator(request(requirement), List.of(), everybody).possible();
  }

  private static Request request(Requirement requirement) {
    return new Request(
        1,
        "",
        null,
        requirement,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Rejects.ANY,
        List.of(),
        new Subject(Map.of(), Digest.of("")),
        Instant.EPOCH,
        Ladder.NONE,
        null);
  }
}
