package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.EVE;
import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others than a flow's author ask of its gates. */
class FloorsTest {
  private static final Floor SECURITY = floor("security", people(1, "group:security"));

  private static Floor floor(String name, Requires requires) {
    return new Floor(name, "Security looks at it", binding("exec"), requires);
  }

  private static Floor.Binding binding(String... steps) {
    return new Floor.Binding(List.of(), List.of(), List.of(steps), List.of());
  }

  private static AwaitingApproval open(Story story) {
    return (AwaitingApproval) story.step("review");
  }

  @Test
  void a_gate_before_a_bound_step_also_asks_what_the_floor_asks() {
    Story story =
        given(flow(gate("review", 1).step(), work("ship")))
            .under(SECURITY)
            .started(Map.of())
            .approves(BOB, "review")
            .thenEvents("bob said approve to review");
    Evaluation evaluation =
        open(story).evaluator(story.context(BOB).directory(), story.context(BOB).now()).evaluate();
    assertThat(evaluation.parts().getLast().rule()).isEqualTo("floor security");
    assertThat(evaluation.parts().getLast().sentence()).isEqualTo("Security looks at it");
    assertThat(Headline.ofOpen(evaluation))
        .isEqualTo(
            "group:sre: approved by 1 of 1 (bob); floor security asks group:security: approved by 0"
                + " of 1, dan can approve");
    story
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "ship started, attempt 1");
  }

  @Test
  void the_same_person_counts_for_the_flow_and_for_the_floor() {
    given(flow(gate("review", people(1, "group:security")).step(), work("ship")))
        .under(SECURITY)
        .started(Map.of())
        .approves(DAN, "review")
        .thenSteps("review approved", "ship working");
  }

  @Test
  void the_ladder_of_a_flow_does_not_soften_a_floor() {
    Story story =
        given(
                flow(
                    gate("review", 1)
                        .escalate(Duration.ofHours(1), Escalation.ADD, "user:eve")
                        .step(),
                    work("ship")))
            .under(SECURITY)
            .started(Map.of())
            .timePasses(Duration.ofHours(1))
            .approves(EVE, "review")
            .thenEvents("eve said approve to review");
    assertThat(open(story).request().floors().getFirst().requirement().leaves())
        .allSatisfy(leaf -> assertThat(leaf.from()).hasSize(1));
  }

  @Test
  void a_floor_that_came_after_the_approval_asks_people_again_before_the_step_runs() {
    Story story =
        given(flow(gate("review", 1).step(), work("prepare"), work("ship")))
            .started(Map.of())
            .approves(BOB, "review")
            .under(
                new Floor(
                    "security",
                    "Security looks at it",
                    binding("ship"),
                    people(1, "group:security")))
            .completes("prepare", 1)
            .thenEvents(
                "prepare completed", "review reopened by ship, round 1", "review asks, round 2");
    story
        .approves(DAN, "review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review",
            "review is approved, round 2",
            "ship started, attempt 1");
  }

  @Test
  void a_floor_that_asks_for_something_else_since_the_approval_asks_people_again() {
    Story story =
        given(flow(gate("review", 1).step(), work("prepare"), work("ship")))
            .under(onShip(people(1, "group:sre")))
            .started(Map.of())
            .approves(BOB, "review")
            .under(onShip(people(1, "group:security")))
            .completes("prepare", 1)
            .thenEvents(
                "prepare completed", "review reopened by ship, round 1", "review asks, round 2");
    assertThat(story.lastEvents().get(1))
        .isInstanceOfSatisfying(
            RunEvent.ApprovalReopened.class,
            reopened ->
                assertThat(reopened.reason())
                    .isEqualTo(
                        "floor 'security' asks for something else than when this was agreed"));
    story
        .approves(DAN, "review")
        .approves(CAROL, "review")
        .thenSteps("review approved", "prepare completed", "ship working");
  }

  @Test
  void a_floor_that_only_words_or_binds_differently_was_agreed_to() {
    Requires worded =
        new Requires.People(
            "Security",
            List.of(Template.text("group:security")),
            new Requires.Quota.Count(1),
            null,
            List.of());
    given(flow(gate("review", people(1, "group:security")).step(), work("prepare"), work("ship")))
        .under(onShip(people(1, "group:security")))
        .started(Map.of())
        .approves(DAN, "review")
        .under(new Floor("security", "Reworded", binding("ship", "prepare"), worded))
        .completes("prepare", 1)
        .thenEvents("prepare completed", "ship started, attempt 1");
  }

  @Test
  void what_a_floor_asks_has_one_digest_for_each_way_to_ask() {
    Template sre = Template.text("group:sre");
    Template expression = new Template.Expression("group:sre");
    Template list = new Template.Sequence(List.of(sre));
    Requires one = people(1, "group:sre");
    List<Requires> all =
        List.of(
            one,
            people(2, "group:sre"),
            asks(sre, new Requires.Quota.Everyone(), null, List.of()),
            asks(sre, new Requires.Quota.Percent(1), null, List.of()),
            asks(expression, new Requires.Quota.Count(1), null, List.of()),
            asks(list, new Requires.Quota.Count(1), null, List.of()),
            asks(sre, new Requires.Quota.Count(1), "true", List.of()),
            asks(sre, new Requires.Quota.Count(1), null, List.of(sre)),
            asks(new Template.Text(List.of(sre)), new Requires.Quota.Count(1), null, List.of()),
            asks(
                new Template.Mapping(Map.of("a", sre)),
                new Requires.Quota.Count(1),
                null,
                List.of()),
            new Requires.All(List.of(one)),
            new Requires.Any(List.of(one)),
            new Requires.Some(1, List.of(one)),
            new Requires.Stages(List.of(one)),
            new Requires.All(List.of(one, one)));
    assertThat(all.stream().map(each -> AskedByFloor.digest(floor("f", each))))
        .doesNotHaveDuplicates();
  }

  private static Requires asks(
      Template from, Requires.Quota quota, @Nullable String when, List<Template> about) {
    return new Requires.People(null, List.of(from), quota, when, about);
  }

  private static Floor onShip(Requires requires) {
    return new Floor("security", "Security looks at it", binding("ship"), requires);
  }

  @Test
  void a_bound_step_that_no_gate_guards_does_not_run() {
    for (Flow flow :
        List.of(
            flow(work("ship")),
            flow(when("false", gate("review", 1).step()), work("ship")),
            flow(choose("way", "false", List.of(gate("review", 1).step())), work("ship")),
            flow(gate("review", 1).then("rejected", work("ship")).step()))) {
      Story story = given(flow).under(SECURITY).started(Map.of());
      if (story.facts().steps().containsKey("review")
          && story.facts().steps().size() == 1
          && story.step("review") instanceof AwaitingApproval) {
        story.rejects(BOB, "review");
      }
      assertThat(story.facts().steps().get("ship"))
          .isInstanceOfSatisfying(
              StepState.Failed.class,
              failed -> assertThat(failed.failure().code()).isEqualTo("floor.unmet"));
    }
  }

  @Test
  void a_floor_binds_by_flow_tag_step_and_host_and_all_of_them_must_fit() {
    Step ssh =
        Step.of(
            "deploy",
            new Action.Work(
                "ssh",
                new Template.Mapping(Map.of("host", Template.text("web1.prod.example.com")))));
    Flow flow =
        new Flow("deploy-web", "Deploy", Map.of(), List.of(ssh), List.of("production"), null);
    Map<String, Object> at = Map.of("host", "web1.prod.example.com");
    assertThat(binds(flow, ssh, at, List.of("deploy-*"), List.of(), List.of(), List.of())).isTrue();
    assertThat(binds(flow, ssh, at, List.of("deploy"), List.of(), List.of(), List.of())).isFalse();
    assertThat(
            binds(flow, ssh, at, List.of(), List.of("staging", "production"), List.of(), List.of()))
        .isTrue();
    assertThat(binds(flow, ssh, at, List.of(), List.of("staging"), List.of(), List.of())).isFalse();
    assertThat(
            binds(
                flow, ssh, at, List.of(), List.of(), List.of("ssh"), List.of("*.PROD.example.com")))
        .isTrue();
    assertThat(
            binds(
                flow, ssh, at, List.of(), List.of(), List.of("ssh"), List.of("*.test.example.com")))
        .isFalse();
    assertThat(binds(flow, ssh, at, List.of(), List.of(), List.of("http"), List.of())).isFalse();
    assertThat(binds(flow, ssh, at, List.of(), List.of(), List.of("deploy"), List.of())).isTrue();
    assertThat(binds(flow, ssh, null, List.of(), List.of(), List.of(), List.of("other"))).isTrue();
    assertThat(
            binds(
                flow,
                ssh,
                Map.of("url", "https://api.prod.example.com/x"),
                List.of(),
                List.of(),
                List.of(),
                List.of("*.prod.example.com")))
        .isTrue();
    assertThat(
            binds(
                flow,
                ssh,
                Map.of("url", "https://h%%"),
                List.of(),
                List.of(),
                List.of(),
                List.of("*h%%*")))
        .isTrue();
    for (String rule : List.of("billing", "bill*")) {
      assertThat(
              binds(
                  flow,
                  ssh,
                  Map.of("connection", "billing", "url", "/invoices"),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(rule)))
          .isTrue();
    }
    for (String url :
        List.of(
            "https://web1.prod.example.com",
            "https://me:pw@web1.prod.example.com:8443/x",
            "ssh://harmless@test@web1.PROD.example.com?x=@other",
            "HTTPS://web1.prod.example.com#here")) {
      assertThat(
              binds(
                  flow,
                  ssh,
                  Map.of("url", url),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of("*.prod.example.com")))
          .as(url)
          .isTrue();
    }
  }

  private static boolean binds(
      Flow flow,
      Step step,
      @Nullable Map<String, Object> parameters,
      List<String> flows,
      List<String> tags,
      List<String> steps,
      List<String> hosts) {
    Floor floor =
        new Floor("f", "F", new Floor.Binding(flows, tags, steps, hosts), people(1, "group:sre"));
    return floor.binds(flow, step, (Action.Work) step.action(), parameters);
  }
}
