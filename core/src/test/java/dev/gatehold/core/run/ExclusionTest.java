package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.BOT;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.PIPELINE;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The requester, and whoever a flow excludes, never counts, by any door. */
class ExclusionTest {
  @Test
  void the_requester_cannot_decide() {
    given(flow(gate("review", 1).step()))
        .started(Map.of())
        .approves(ALICE, "review")
        .thenRefusedWith(
            "Expected somebody who may count here, but 'alice' does not: alice requested this. Ask"
                + " one of the other people who are needed.")
        .rejects(ALICE, "review")
        .thenRefused(Code.DECIDER_EXCLUDED);
  }

  @Test
  void whoever_requests_through_an_agent_is_the_requester() {
    given(flow(gate("review", 1).step()))
        .startedBy(BOT, Map.of())
        .approves(BOB, "review")
        .thenRefused(Code.DECIDER_EXCLUDED)
        .approves(BOT, "review")
        .thenRefused(Code.DECIDER_NOT_A_PERSON)
        .approves(ALICE, "review")
        .thenEvents(
            "alice said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_second_group_does_not_let_the_requester_in() {
    given(
            flow(
                gate(
                        "review",
                        all(people(1, "group:sre"), people(1, "group:security", "user:alice")))
                    .step()))
        .among(
            Cast.directory(
                Map.of("sre", Set.of("alice", "bob"), "security", Set.of("alice", "dan"))))
        .started(Map.of())
        .approves(ALICE, "review")
        .thenRefused(Code.DECIDER_EXCLUDED)
        .approves(BOB, "review")
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_service_that_requests_for_nobody_excludes_nobody_but_itself() {
    Story story = given(flow(gate("review", 1).step())).startedBy(PIPELINE, Map.of());
    assertThat(story.request("review").excluded().keySet()).containsExactly("pipeline");
    story
        .approves(PIPELINE, "review")
        .thenRefusedWith(
            "Expected a person to decide, but 'pipeline' is a service. Ask one of the people who"
                + " are needed to decide; agents and services may ask and wait.")
        .approves(ALICE, "review")
        .thenEvents(
            "alice said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void an_agent_cannot_decide_whatever_its_groups() {
    given(flow(gate("review", people(1, "user:bot", "group:bots")).step()))
        .among(Cast.directory(Map.of("bots", Set.of("bot"))))
        .started(Map.of())
        .approves(BOT, "review")
        .thenRefusedWith(
            "Expected a person to decide, but 'bot' is an agent. Ask one of the people who are"
                + " needed to decide; agents and services may ask and wait.")
        .withdraws(BOT, "review")
        .thenRefused(Code.DECIDER_NOT_A_PERSON);
  }

  @Test
  void a_flow_excludes_a_person_by_name_or_a_list_of_them() {
    Map<List<String>, Template> forms =
        Map.of(
            List.of("bob"), Template.text("bob"),
            List.of("Bob with the kind"), Template.text("user:bob"),
            List.of("from data"), expression("input.author"),
            List.of("of a list"), expression("input.authors"));
    for (Template exclude : forms.values()) {
      given(flow(gate("review", 1).excludes(exclude).step()))
          .started(Map.of("author", " bob ", "authors", List.of("carol", "bob")))
          .approves(BOB, "review")
          .thenRefusedWith(
              "Expected somebody who may count here, but 'bob' does not: bob is excluded by the"
                  + " flow. Ask one of the other people who are needed.");
    }
  }

  @Test
  void the_word_requester_names_the_requester_and_nobody_else() {
    Story story =
        given(flow(gate("review", 1).excludes(Template.text("requester")).step()))
            .started(Map.of());
    assertThat(story.request("review").excluded().keySet()).containsExactly("alice");
  }

  /** Whatever names nobody must not silently exclude nobody. */
  @Test
  void an_exclusion_that_names_no_person_keeps_the_gate_from_opening() {
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("nothing", null);
    input.put("blank", " ");
    input.put("number", 7);
    input.put("object", Map.of("id", "bob"));
    input.put("mixed", List.of("bob", 7));
    input.put("group", "group:sre");
    input.put("other", "mail:bob");
    List<String> paths = List.of("nothing", "blank", "number", "object", "mixed", "group", "other");
    for (String path : paths) {
      given(flow(gate("review", 1).excludes(expression("input." + path)).step()))
          .started(input)
          .thenEvents(
              "run started by alice", "review failed for good, attempt 1", "run ended failed");
    }
  }

  @Test
  void a_requirement_that_names_no_source_keeps_the_gate_from_opening() {
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("nothing", null);
    input.put("empty", List.of());
    input.put("name", "bob");
    for (String path : input.keySet()) {
      Requires requires =
          new Requires.People(
              null,
              List.of(expression("input." + path)),
              new Requires.Quota.Count(1),
              null,
              List.of());
      given(flow(gate("review", requires).step()))
          .started(input)
          .thenEvents(
              "run started by alice", "review failed for good, attempt 1", "run ended failed");
    }
  }

  @Test
  void approvers_may_come_from_a_list_in_the_data() {
    Requires requires =
        new Requires.People(
            null,
            List.of(expression("input.owners")),
            new Requires.Quota.Count(2),
            null,
            List.of());
    given(flow(gate("review", requires).step()))
        .started(Map.of("owners", List.of("user:bob", "group:security")))
        .approves(CAROL, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .approves(BOB, "review")
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_stranger_to_the_directory_cannot_decide_even_when_named() {
    given(flow(gate("review", people(1, "user:mallory")).step()))
        .started(Map.of())
        .approves(Principal.person("mallory"), "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }
}
