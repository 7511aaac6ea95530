package dev.gatehold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.engine.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripted people take one example through its gate, in a folder of its own. */
@Timeout(60)
abstract class Scenario {
  @TempDir Path folder;
  private final String example;
  Stage stage;

  @SuppressWarnings("NullAway.Init")
  Scenario(String example) {
    this.example = example;
  }

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(example, folder.resolve("work"), places(), Backing.inMemory());
    stage.put(given("flow.yaml"));
  }

  /** The places outside that the example's flow reaches; none without more ado. */
  Places places() throws IOException {
    return Places.NONE;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** A file that comes with the example. */
  String given(String file) throws IOException {
    return Files.readString(Path.of(example, file));
  }

  /** The input with one field changed. */
  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> input, String field, Object value) {
    Map<String, @Nullable Object> changed = new HashMap<>(input);
    changed.put(field, value);
    return changed;
  }

  /** Somebody says something that counts. */
  void says(String run, String person, Says says) {
    assertThat(stage.decide(run, person, says))
        .as(person + " says " + says)
        .isInstanceOf(Reply.Applied.class);
  }

  /** Somebody says something that counts, at a gate in a lap. */
  void says(String run, String step, String person, Says says) {
    assertThat(stage.decide(run, step, person, says))
        .as(person + " says " + says)
        .isInstanceOf(Reply.Applied.class);
  }

  /** Somebody says something that is refused, for this reason. */
  void refused(String run, String person, Says says, Refusal.Code code) {
    assertThat(stage.decide(run, person, says))
        .as(person + " says " + says)
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  /** The run is over in this way. */
  Ended over(String run, Ending ending) throws InterruptedException {
    Ended end = stage.awaitEnd(run);
    assertThat(end.ending()).as(end.reason()).isEqualTo(ending);
    return end;
  }

  /** The word of the gate's outcome. */
  static String outcome(Ended end) {
    if (Stage.stepOf(end, "review") instanceof Decided decided) {
      return decided.outcome().word();
    }
    throw new AssertionError("Expected a decided gate, but found " + end);
  }
}
