package dev.gatehold.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.run.Effect;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.journal.JournalCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Secrets are set in where the flow has them, and nowhere else. */
class OpenedTest {
  private static final SecretSource SOURCE =
      (name, environment) -> "<" + name + " of " + environment.word() + ">";

  private static Effect.RunStep step(
      Map<String, @Nullable Object> parameters, SecretPlace... places) {
    return new Effect.RunStep("apply", 1, "exec", parameters, null, null, Arrays.asList(places));
  }

  @Test
  void a_secret_is_set_in_at_its_place_and_what_looks_like_one_elsewhere_is_left()
      throws Exception {
    Effect.RunStep step =
        step(
            Map.of(
                "env",
                Map.of(
                    "A/B", "é(secret token)(secret token):(secret key)",
                    "PLAIN", "(secret token) ${{ secrets.token }}"),
                "json",
                List.of("(secret key)", "(secret key)")),
            new SecretPlace("/env/A~1B", 1, "token"),
            new SecretPlace("/env/A~1B", 30, "key"),
            new SecretPlace("/json/1", 0, "key"));

    Opened opened = Opened.of(step, SOURCE, Environment.STAGING);

    assertThat(opened.parameters())
        .isEqualTo(
            Map.of(
                "env",
                Map.of(
                    "A/B", "é<token of staging>(secret token):<key of staging>",
                    "PLAIN", "(secret token) ${{ secrets.token }}"),
                "json",
                List.of("(secret key)", "<key of staging>")));
    assertThat(opened.masking().text("say <key of staging>")).isEqualTo("say ***");
    assertThat(opened.toString()).doesNotContain("staging");
  }

  @Test
  void a_value_that_looks_like_another_secret_is_not_opened_again() throws Exception {
    Effect.RunStep step =
        step(
            Map.of("stdin", "(secret one)(secret two)"),
            new SecretPlace("/stdin", 0, "one"),
            new SecretPlace("/stdin", 12, "two"));
    SecretSource source = (name, _) -> name.equals("one") ? "(secret two)" : "(secret one)";
    assertThat(Opened.of(step, source, Environment.LIVE).parameters())
        .isEqualTo(Map.of("stdin", "(secret two)(secret one)"));
  }

  @Test
  void parameters_that_do_not_fit_the_places_open_nothing() {
    assertThatThrownBy(() ->
            Opened.of(
                step(Map.of("a", "x"), new SecretPlace("/b", 0, "key")), SOURCE, Environment.LIVE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            Opened.of(
                step(Map.of("a", "x (secret key)"), new SecretPlace("/a", 0, "key")),
                SOURCE,
                Environment.LIVE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_server_without_secrets_says_which_one_is_missing() {
    Effect.RunStep step = step(Map.of("a", "(secret key)"), new SecretPlace("/a", 0, "key"));
    assertThatThrownBy(() -> Opened.of(step, SecretSource.NONE, Environment.STAGING))
        .isInstanceOfSatisfying(
            SecretUnavailable.class,
            failure -> {
              assertThat(failure.failure().code()).isEqualTo("secret.missing");
              assertThat(failure.failure().retryable()).isTrue();
              assertThat(failure.failure().message())
                  .contains("gatehold secret set key --env staging");
            });
  }

  @Test
  void an_effect_keeps_places_and_one_of_before_is_read_as_without() {
    Effect.RunStep step = step(Map.of("a", "(secret key)"), new SecretPlace("/a", 0, "key"));
    assertThat(JournalCodec.decodeEffect(JournalCodec.encodeEffect(step))).isEqualTo(step);
    String before =
        """
        {"type":"run_step","step":"a","attempt":1,"connector":"exec","parameters":{}}\
        """;
    assertThat(JournalCodec.decodeEffect(before))
        .isEqualTo(new Effect.RunStep("a", 1, "exec", Map.of(), null, null, null));
    assertThat(
            JournalCodec.encodeEffect(
                new Effect.RunStep("a", 1, "exec", Map.of(), null, null, null)))
        .isEqualTo(before.replace(",\"parameters\":{}", ""));
  }
}
