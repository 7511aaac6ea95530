package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.Hint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes say to each other, and what anybody else may say. */
class HintTextTest {
  private static final List<Hint> SAID =
      List.of(
          new Hint.TasksWaiting("render-4k", 3),
          new Hint.EffectsLeft(),
          new Hint.RunsGrown(Set.of("run_a", "run_b")));

  @Test
  void others_read_what_was_written_and_its_writer_does_not() {
    String text = HintText.write("n1", SAID);

    assertThat(HintText.read("n2", text)).containsExactlyInAnyOrderElementsOf(SAID);
    assertThat(HintText.read("n1", text)).isEmpty();
  }

  @Test
  void what_does_not_fit_is_left_out() {
    Set<String> many =
        IntStream.range(0, 5_000).mapToObj(i -> "run_" + i).collect(Collectors.toSet());
    String text = HintText.write("n1", List.of(new Hint.RunsGrown(many)));

    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(7_000, 7_999);
    assertThat(HintText.read("n2", text))
        .singleElement()
        .isInstanceOfSatisfying(
            Hint.RunsGrown.class, grown -> assertThat(many).containsAll(grown.runs()));
  }

  @Test
  void names_that_would_be_read_as_something_else_are_left_out() {
    Hint odd = new Hint.RunsGrown(Set.of("run a", "", "run\neffects", "läuft", "x".repeat(65)));

    assertThat(HintText.write("n1", List.of(odd))).isEqualTo("n1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "n2",
        "n2 ",
        "n2  run_a",
        "n2 tasks:0:render",
        "n2 tasks:-1:render",
        "n2 tasks:99999999999:render",
        "n2 tasks:1:",
        "n2 tasks::render",
        "n2 EFFECTS",
        "n2 effects:all",
        "{\"runs\":[\"run_a\"]}",
        "n2 \u0000\uD800 \uFFFD"
      })
  void junk_says_nothing(String junk) {
    assertThat(HintText.read("n1", junk)).isEmpty();
  }
}
