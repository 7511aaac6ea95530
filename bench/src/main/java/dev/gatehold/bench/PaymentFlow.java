package dev.gatehold.bench;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import java.util.Map;
import java.util.Set;

/** The flow of all benchmarks, and the two people in it: alice asks, bob decides. */
public final class PaymentFlow {
  public static final String NAME = "payment";
  public static final String SOURCE =
      """
      flow: payment
      title: Approve a payment
      input:
        type: object
        required: [amount]
        properties: { amount: { type: integer } }
      steps:
        - id: review
          approval:
            title: "Pay ${{ input.amount }}"
            summary: Asked for by ${{ run.requester }}.
            requires: group:finance
      """;
  static final String GATE = "review";
  public static final String COMMENT = "Fits the budget.";
  public static final Map<String, Object> INPUT = Map.of("amount", 1200L);

  static final Principal ALICE = Principal.person("alice");
  static final Principal BOB = Principal.person("bob");
  static final Directory DIRECTORY =
      new Directory(
          Map.of("alice", new Person("alice", "Alice"), "bob", new Person("bob", "Bob")),
          Map.of("finance", Set.of("bob")));

  private PaymentFlow() {}
}
