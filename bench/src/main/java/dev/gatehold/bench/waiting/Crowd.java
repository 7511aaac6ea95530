package dev.gatehold.bench.waiting;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The flows and the people: alice asks for everything, bob is asked for nearly all of it. */
final class Crowd {
  static final String PATIENT = "patient";
  static final String HURRIED = "hurried";
  static final String RARE = "rare";
  static final String GATE = "review";

  /** Turned so far, every hurried run is over its time and no patient one has been reminded. */
  static final Duration HURRIED_ARE_DUE = Duration.ofHours(2);

  static final Principal ALICE = Principal.person("alice");
  static final Principal BOB = Principal.person("bob");

  static final Directory PEOPLE =
      new Directory(
          Map.of(
              "alice", new Person("alice", "Alice"),
              "bob", new Person("bob", "Bob"),
              "carol", new Person("carol", "Carol")),
          Map.of("finance", Set.of("alice", "bob"), "audit", Set.of("carol")));

  /** The same people for a server. */
  static final String PEOPLE_FILE =
      """
      people:
        - { id: alice, name: Alice, groups: [finance] }
        - { id: bob, name: Bob, groups: [finance] }
        - { id: carol, name: Carol, groups: [audit] }
      """;

  private Crowd() {}

  /** The file of a flow. */
  static String source(String flow) {
    String time =
        flow.equals(HURRIED) ? "expire: { after: 1h }" : "due: 20d, expire: { after: 30d }";
    return """
    flow: %s
    title: Approve a payment
    input:
      type: object
      required: [amount, group]
      properties: { amount: { type: integer }, group: { type: string } }
    steps:
      - id: %s
        approval:
          title: "Pay ${{ input.amount }}"
          summary: Asked for by ${{ run.requester }}.
          requires: { from: ["group:${{ input.group }}"] }
          exclude: [requester]
          time: { %s }
    """
        .formatted(flow, GATE, time);
  }
}
