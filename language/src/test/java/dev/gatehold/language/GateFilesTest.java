package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Template.Expression;
import dev.gatehold.core.flow.Timing;
import dev.gatehold.core.flow.Timing.Expiry;
import dev.gatehold.core.flow.Timing.Reminder;
import dev.gatehold.core.flow.Timing.Rung;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Everything that a gate can ask for, and the gate it gives. */
class GateFilesTest {
  private static final Map<String, Object> WINDOW =
      Map.of("type", "object", "properties", Map.of("window", Map.of("type", "string")));

  private static Flow read(String yaml) {
    Reading reading = new FlowReader().read("flow.yaml", yaml, BadFilesTest.NAMES);
    assertThat(reading.problems()).extracting(Problem::text).isEmpty();
    return Objects.requireNonNull(reading.flow());
  }

  private static Gate gate(String yaml) {
    String file =
        """
        flow: a
        title: A
        input: { type: object, properties: { amount: { type: integer }, to: { type: string } } }
        steps:
          - id: plan
            set: { x: 1 }
          - id: review
            approval:
              title: Go?
        """
            + yaml.indent(6);
    return ((Action.Approval) read(file).steps().getLast().action()).gate();
  }

  private static Requires requires(String yaml) {
    return gate("requires: " + yaml).requires();
  }

  private static Requires.People people(Quota quota, String... sources) {
    List<Template> from = List.of(sources).stream().map(Template::text).toList();
    return new Requires.People(null, from, quota, null, List.of());
  }

  private static Requires.People one(String source) {
    return people(new Quota.Count(1), source);
  }

  private static List<Choice> choices(String yaml) {
    return gate("requires: group:sre\n" + yaml).choices();
  }

  @Test
  void aFlowHasTagsAndAKeyByWhichRunsSupersedeEachOther() {
    Flow flow =
        read(
            """
            flow: a
            title: A
            tags: [production, eu-west]
            supersede: "deploy ${{ input.service }}"
            steps: [{ id: done, end: completed }]
            """);
    assertThat(flow.tags()).containsExactly("production", "eu-west");
    assertThat(flow.supersede())
        .isEqualTo(
            new Template.Text(List.of(Template.text("deploy "), new Expression("input.service"))));
  }

  @Test
  void aPartAsksForANumberOfPeopleForAShareOrForAll() {
    assertThat(requires("{ from: [group:sre], count: 2 }"))
        .isEqualTo(people(new Quota.Count(2), "group:sre"));
    assertThat(requires("{ from: [group:sre], count: all }"))
        .isEqualTo(people(new Quota.Everyone(), "group:sre"));
    assertThat(requires("{ from: [group:sre, role:lead], count: 60% }"))
        .isEqualTo(people(new Quota.Percent(60), "group:sre", "role:lead"));
    assertThat(requires("{ from: [group:sre], count: 100% }"))
        .isEqualTo(people(new Quota.Percent(100), "group:sre"));
  }

  @Test
  void peopleComeFromEverywhereInTheDirectory() {
    List<String> sources =
        List.of(
            "user:alice",
            "user:alice@corp",
            "group:sre",
            "role:lead",
            "rotation:on-call",
            "requester.manager",
            "requester.manager.manager",
            "manager(carol)",
            "manager(user:carol)",
            "manager(requester)");
    assertThat(sources)
        .allSatisfy(source -> assertThat(requires("\"" + source + "\"")).isEqualTo(one(source)));
    assertThat(requires("{ from: [\"manager(${{ input.to }})\", \"role:${{ input.to }}\"] }"))
        .isEqualTo(
            new Requires.People(
                null,
                List.of(
                    new Template.Text(
                        List.of(
                            Template.text("manager("),
                            new Expression("input.to"),
                            Template.text(")"))),
                    new Template.Text(List.of(Template.text("role:"), new Expression("input.to")))),
                new Quota.Count(1),
                null,
                List.of()));
  }

  @Test
  void someOfSeveralPartsCanBeEnough() {
    assertThat(requires("{ count: 2, of: [group:sre, role:lead, { any: [group:qa, group:dev] }] }"))
        .isEqualTo(
            new Requires.Some(
                2,
                List.of(
                    one("group:sre"),
                    one("role:lead"),
                    new Requires.Any(List.of(one("group:qa"), one("group:dev"))))));
  }

  @Test
  void aPartCanJudgeLessThanTheWholeSubject() {
    Gate gate =
        gate(
            """
            requires: { from: [group:fin], about: ["${{ input.amount }}", "${{ input.to }}"] }
            rework: { keep: unaffected }
            """);
    assertThat(((Requires.People) gate.requires()).about())
        .containsExactly(new Expression("input.amount"), new Expression("input.to"));
  }

  @Test
  void choicesStandInAnOrderThatPeopleExpect() {
    List<Choice> choices =
        choices(
            """
            form: { type: object, properties: { window: { type: string } } }
            outcomes:
              escalate: { comment: required }
              defer: { as: reject, label: Not this quarter, comment: required }
              reject: { label: No }
              approve_with_conditions: { as: approve, comment: required, form: { type: object } }
              trial: { as: approve }
              send_back: { as: request_changes, comment: optional }
              request_changes: {}
            time: { due: 4h, escalate: [{ after: due, to: [role:lead] }] }
            """);
    assertThat(choices)
        .containsExactly(
            new Choice("approve", null, Verdict.APPROVE, false, WINDOW),
            new Choice(
                "approve_with_conditions", null, Verdict.APPROVE, true, Map.of("type", "object")),
            new Choice("trial", null, Verdict.APPROVE, false, WINDOW),
            new Choice("request_changes", null, Verdict.REQUEST_CHANGES, true, Map.of()),
            new Choice("send_back", null, Verdict.REQUEST_CHANGES, false, Map.of()),
            new Choice("reject", "No", Verdict.REJECT, false, Map.of()),
            new Choice("defer", "Not this quarter", Verdict.REJECT, true, Map.of()),
            new Choice("escalate", null, Verdict.ESCALATE, true, Map.of()));
  }

  @Test
  void changesCanBeRequestedWhereThereIsARework() {
    assertThat(choices("rework: {}"))
        .containsExactly(
            Choice.of(Verdict.APPROVE, false),
            Choice.of(Verdict.REQUEST_CHANGES, true),
            Choice.of(Verdict.REJECT, false));
    assertThat(choices("rework: {}\noutcomes: { request_changes: { comment: optional } }"))
        .contains(Choice.of(Verdict.REQUEST_CHANGES, false));
  }

  @Test
  void aRequestCanGoUpItsLadderWhereThereIsOne() {
    assertThat(choices("time: { escalate: [{ after: 1h, to: [role:lead] }] }"))
        .containsExactly(
            Choice.of(Verdict.APPROVE, false),
            Choice.of(Verdict.REJECT, false),
            Choice.of(Verdict.ESCALATE, false));
  }

  @Test
  void rejectionsEndAGateAtOnceOrWhenThereAreEnough() {
    assertThat(gate("requires: group:sre").rejects()).isEqualTo(Rejects.ANY);
    assertThat(gate("requires: group:sre\nrejects_when: any").rejects()).isEqualTo(Rejects.ANY);
    assertThat(gate("requires: group:sre\nrejects_when: impossible").rejects())
        .isEqualTo(new Rejects.Impossible());
    assertThat(gate("requires: group:sre\nrejects_when: { count: 2 }").rejects())
        .isEqualTo(new Rejects.Enough(2));
  }

  @Test
  void aReworkHasItsPersonItsRoundsAndItsBeginning() {
    assertThat(gate("requires: group:sre").rework()).isNull();
    assertThat(gate("requires: group:sre\nrework: {}").rework())
        .isEqualTo(new Rework(Template.text("requester"), 5, Keep.NONE, null));
    assertThat(
            gate("""
            requires: group:sre
            rework: { by: user:bob, rounds: 3, keep: unaffected, from: plan }
            """)
                .rework())
        .isEqualTo(new Rework(Template.text("user:bob"), 3, Keep.UNAFFECTED, "plan"));
    assertThat(gate("requires: group:sre\nrework: { by: \"${{ input.to }}\" }").rework())
        .isEqualTo(new Rework(new Expression("input.to"), 5, Keep.NONE, null));
  }

  @Test
  void anApproverCanEditFieldsOfTheInput() {
    assertThat(gate("requires: group:sre\nmodify: [amount, to]").modify())
        .containsExactly("amount", "to");
  }

  @Test
  void timeHasACalendarRemindersALadderAndAnEnd() {
    Timing timing =
        gate("""
        requires: group:sre
        outcomes: { lapsed: { as: reject } }
        time:
          calendar: office
          due: 4h
          remind: [2h, 30m before due]
          escalate:
            - { after: due, to: [role:lead] }
            - { after: 6h, to: [rotation:on-call, user:bob], mode: replace }
            - { after: 8h, to: [requester], mode: notify }
          expire: { after: 24h, outcome: lapsed }
        """)
            .timing();
    assertThat(timing)
        .isEqualTo(
            new Timing(
                "office",
                Duration.ofHours(4),
                List.of(
                    new Reminder(Duration.ofHours(2), false),
                    new Reminder(Duration.ofMinutes(30), true)),
                List.of(
                    new Rung(null, List.of(Template.text("role:lead")), Escalation.ADD),
                    new Rung(
                        Duration.ofHours(6),
                        List.of(Template.text("rotation:on-call"), Template.text("user:bob")),
                        Escalation.REPLACE),
                    new Rung(
                        Duration.ofHours(8),
                        List.of(Template.text("requester")),
                        Escalation.NOTIFY)),
                new Expiry(Duration.ofHours(24), "lapsed")));
  }

  @Test
  void everyOutcomeThatAGateCanHaveCanHaveItsSteps() {
    String then =
        """
        requires: group:sre
        outcomes: { request_changes: {}, defer: { as: reject }, trial: { as: approve } }
        then:
          approved: [{ id: s1, set: { x: 1 } }]
          rejected: [{ id: s2, set: { x: 1 } }]
          changes_requested: [{ id: s3, set: { x: "${{ steps.review.feedback[0].comment }}" } }]
          expired: [{ id: s4, set: { x: 1 } }]
          cancelled: [{ id: s5, set: { x: 1 } }]
          defer: [{ id: s6, set: { x: "${{ steps.review.decisions[0].choice }}" } }]
          trial: [{ id: s7, set: { x: "${{ steps.review.form.window }}" } }]
        """;
    assertThat(gate(then).then())
        .extracting(Branch::name)
        .containsExactly(
            "approved", "rejected", "changes_requested", "expired", "cancelled", "defer", "trial");
  }
}
