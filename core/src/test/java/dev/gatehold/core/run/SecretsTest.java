package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.undone;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.SecretRule;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.RunEvent.StepFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where secrets belong comes from the flow alone, and their gate opens them. */
class SecretsTest {
  private static final Template TOKEN = new Template.Secret("token");
  private static final Map<String, SecretRule> OPEN = Map.of("token", new SecretRule(null));
  private static final Map<String, SecretRule> AFTER_REVIEW =
      Map.of("token", new SecretRule("review"));

  private String version = "4.2";
  private final Expressions formulas = new Formulas().with("version", _ -> version);

  private static Flow flow(Map<String, SecretRule> secrets, Step... steps) {
    return new Flow(
        "release",
        "Release",
        Map.of(),
        List.of(steps),
        List.of(),
        null,
        null,
        null,
        List.of(),
        secrets);
  }

  private static Template text(Template... parts) {
    return new Template.Text(List.of(parts));
  }

  private Effect.RunStep begun(Story story) {
    return story.effects().stream()
        .filter(Effect.RunStep.class::isInstance)
        .map(Effect.RunStep.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void a_step_starts_with_words_for_its_secrets_and_the_places_where_they_belong() {
    Template said = text(Template.text("Bearer "), TOKEN, expression("input.tail"), TOKEN);
    Story story = given(flow(OPEN, work("ask", said))).started(Map.of("tail", "é!"));

    Effect.RunStep effect = begun(story);
    assertThat(effect.parameters())
        .isEqualTo(Map.of("version", "Bearer (secret token)é!(secret token)"));
    assertThat(effect.secrets())
        .containsExactly(
            new SecretPlace("/version", 7, "token"), new SecretPlace("/version", 23, "token"));
    assertThat(story.lastEvents().toString()).doesNotContain("SecretPlace");
  }

  @Test
  void what_looks_like_a_secret_in_a_value_is_text() {
    Story story =
        given(flow(OPEN, work("ask", expression("input.name"))))
            .started(Map.of("name", "(secret token) ${{ secrets.token }}"));

    assertThat(begun(story).secrets()).isNull();
    assertThat(begun(story).parameters())
        .isEqualTo(Map.of("version", "(secret token) ${{ secrets.token }}"));
  }

  @Test
  void places_are_found_in_lists_and_under_names_with_slashes() {
    Template.Mapping template =
        new Template.Mapping(
            Map.of(
                "a/b~c",
                new Template.Sequence(List.of(Template.text("plain"), TOKEN, expression("x")))));

    assertThat(SecretPlace.of(template, formulas, new Scope(Map.of())))
        .containsExactly(new SecretPlace("/a~1b~0c/1", 0, "token"));
  }

  @Test
  void a_secret_behind_a_gate_is_open_once_that_has_approved() {
    given(flow(AFTER_REVIEW, gate("review", 1).step(), work("apply", TOKEN)))
        .started(Map.of())
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 1",
            "apply started, attempt 1");
  }

  @Test
  void a_step_that_does_not_wait_for_the_gate_fails_and_nothing_is_opened() {
    Story story =
        given(flow(AFTER_REVIEW, work("apply", TOKEN), gate("review", 1).step())).started(Map.of());

    assertThat(failure(story).code()).isEqualTo("secret.closed");
    assertThat(failure(story).message()).contains("'token'", "gate 'review' does not stand");
    assertThat(story.effects()).noneMatch(Effect.RunStep.class::isInstance);
  }

  @Test
  void an_undeclared_secret_is_closed() {
    Story story = given(flow(Map.of(), work("apply", TOKEN))).started(Map.of());
    assertThat(failure(story).message()).contains("does not declare");
  }

  @Test
  void a_gate_that_is_asked_again_closes_its_secret_until_it_approves_again() {
    Step apply = work("apply", text(expression("version"), TOKEN));
    Flow flow =
        flow(AFTER_REVIEW, gate("review", 1).covers("apply").step(), work("prepare"), apply);
    Story story = given(flow, formulas).started(Map.of()).approves(BOB, "review");
    assertThat(locked(flow, story)).isFalse();
    version = "6.6.6";
    story.completes("prepare", 1);
    assertThat(story.step("review")).isInstanceOf(StepState.AwaitingApproval.class);
    assertThat(locked(flow, story)).isTrue();
    story.approves(CAROL, "review");
    assertThat(locked(flow, story)).isFalse();
  }

  private static boolean locked(Flow flow, Story story) {
    Effect.RunStep work =
        new Effect.RunStep(
            "apply", 1, "exec", Map.of(), null, null, List.of(new SecretPlace("/a", 0, "token")));
    RunState.Active run = (RunState.Active) story.state();
    return new Locks(new Layout(flow)).whyClosed(run, work).isPresent();
  }

  @Test
  void a_covered_step_that_would_be_given_its_secret_in_another_place_is_asked_about_again() {
    Template moved = text(expression("before"), TOKEN, expression("after"));
    boolean[] late = {false};
    String word = Template.Secret.word("token");
    Expressions swapping =
        new Formulas()
            .with("before", _ -> late[0] ? word : "")
            .with("after", _ -> late[0] ? "" : word);
    Story story =
        given(
                flow(
                    OPEN,
                    gate("review", 1).covers("apply").step(),
                    work("prepare"),
                    work("apply", moved)),
                swapping)
            .started(Map.of())
            .approves(BOB, "review");
    late[0] = true;
    story
        .completes("prepare", 1)
        .thenEvents(
            "prepare completed", "review reopened by apply, round 1", "review asks, round 2");
  }

  @Test
  void the_subject_names_the_secrets_of_covered_steps_and_never_changes_with_their_values() {
    Story with =
        given(flow(OPEN, gate("review", 1).covers("apply").step(), work("apply", TOKEN)))
            .started(Map.of());
    Story look =
        given(
                flow(
                    OPEN,
                    gate("review", 1).covers("apply").step(),
                    work("apply", expression("input.word"))))
            .started(Map.of("word", "(secret token)"));

    assertThat(with.request("review").subject().content())
        .containsEntry(
            "secrets",
            Map.of("apply", List.of(Map.of("secret", "token", "at", "/version", "offset", 0L))));
    assertThat(look.request("review").subject().content()).doesNotContainKey("secrets");
  }

  @Test
  void what_undoes_a_step_is_given_secrets_too_while_their_gate_stands() {
    Story story =
        given(
                flow(
                    AFTER_REVIEW,
                    gate("review", 1).step(),
                    undone(TOKEN, work("apply")),
                    work("tell")))
            .started(Map.of())
            .approves(BOB, "review")
            .completes("apply", 1)
            .fails("tell", 1, false)
            .thenEvents(
                "tell failed for good, attempt 1",
                "rollback as failed",
                "apply.rollback started, attempt 1");
    assertThat(begun(story).secrets()).containsExactly(new SecretPlace("/version", 0, "token"));
  }

  private static Failure failure(Story story) {
    return story.lastEvents().stream()
        .filter(StepFailed.class::isInstance)
        .map(event -> ((StepFailed) event).failure())
        .findFirst()
        .orElseThrow();
  }
}
