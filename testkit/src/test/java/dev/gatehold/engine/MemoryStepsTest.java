package dev.gatehold.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.memory.FlowMemory;
import dev.gatehold.engine.memory.MemoryConnector;
import dev.gatehold.engine.secret.Masking;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.testkit.MemoryKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What memory steps give, keep and refuse. */
final class MemoryStepsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final MemoryConnector connector =
      new MemoryConnector(new FlowMemory(new MemoryKeys(), () -> NOON));
  private final AtomicInteger runs = new AtomicInteger();

  private static Map<String, @Nullable Object> parameters(@Nullable Object... pairs) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return parameters;
  }

  private static Job job(String run, boolean draft, Map<String, @Nullable Object> parameters) {
    return new Job(
        run + ".note.1", run, "note", 1, parameters, null, draft, null, "digest", Masking.NONE);
  }

  /** What a step of a run of its own gives. */
  private Map<String, @Nullable Object> step(@Nullable Object... pairs) throws ConnectorFailure {
    return connector.run(job("run_" + runs.incrementAndGet(), false, parameters(pairs)));
  }

  private Failure refused(@Nullable Object... pairs) {
    try {
      throw new AssertionError("Expected a failure, but found " + step(pairs));
    } catch (ConnectorFailure e) {
      assertThat(e.failure().retryable()).as(e.getMessage()).isFalse();
      return e.failure();
    }
  }

  @Test
  void aKeyThatIsNotThereGivesTheDefaultAndVersion0() throws Exception {
    assertThat(step("get", "topics"))
        .isEqualTo(parameters("found", false, "value", null, "version", 0L));
    assertThat(step("get", "topics", "default", List.of("none")))
        .isEqualTo(parameters("found", false, "value", List.of("none"), "version", 0L));
  }

  @Test
  void whatOneRunPutsTheNextOneGets() throws Exception {
    Map<String, @Nullable Object> value = parameters("list", Arrays.asList(1L, 2.5, null, "ü"));
    assertThat(step("put", "topics", "value", value)).isEqualTo(parameters("version", 1L));
    assertThat(step("get", "topics", "default", "none").toString())
        .isEqualTo(parameters("found", true, "value", value, "version", 1L).toString());
    step("put", "topics", "value", null);
    assertThat(step("get", "topics", "default", "none"))
        .as("null is a value")
        .isEqualTo(parameters("found", true, "value", null, "version", 2L));
  }

  @Test
  void whatWasReadCanBeReplacedOnlyOnce() throws Exception {
    Object seen = step("get", "topics").get("version");
    step("put", "topics", "value", 1L, "if_version", seen);

    Failure late = refused("put", "topics", "value", 2L, "if_version", seen);
    assertThat(late.code()).isEqualTo("memory.conflict");
    assertThat(late.message())
        .isEqualTo(
            "Expected no key 'topics' yet, but it has version 1, written by step 'note' of run"
                + " run_2 at 2026-11-22T12:00:00Z. Read it again, and decide by what it has now.");
    assertThat(refused("delete", "topics", "if_version", 7L).message())
        .startsWith("Expected key 'topics' to have version 7, but it has version 1, written by");
    assertThat(String.valueOf(step("get", "topics").get("value"))).isEqualTo("1");
  }

  @Test
  void aJobThatComesAgainGivesWhatItGaveAndWritesNothing() throws Exception {
    Job first = job("run_x", false, parameters("put", "n", "value", "first", "if_version", 0L));
    assertThat(connector.run(first)).isEqualTo(parameters("version", 1L));
    step("put", "n", "value", "second");

    assertThat(connector.run(first)).isEqualTo(parameters("version", 1L));
    assertThat(step("get", "n").get("value")).isEqualTo("second");
  }

  @Test
  void keysAreDeletedAndListed() throws Exception {
    step("put", "report/b", "value", 1L);
    step("put", "report/a", "value", 1L);
    step("put", "other", "value", 1L);
    assertThat(step("delete", "report/b")).isEqualTo(parameters("deleted", true, "version", 2L));
    assertThat(step("delete", "report/b")).isEqualTo(parameters("deleted", false, "version", 0L));

    assertThat(step("list", "report/"))
        .isEqualTo(parameters("keys", List.of(parameters("key", "report/a", "version", 1L))));
    assertThat((List<?>) step("list", "").get("keys")).hasSize(2);
    assertThat(refused("put", "report/b", "value", 1L, "if_version", 2L).message())
        .contains("but it was deleted by step 'note' of run");
  }

  @Test
  void draftRunsHaveAMemoryOfTheirOwn() throws Exception {
    connector.run(job("run_d", true, parameters("put", "n", "value", "draft")));

    assertThat(step("get", "n").get("found")).isEqualTo(false);
    assertThat(connector.run(job("run_e", true, parameters("get", "n"))).get("value"))
        .isEqualTo("draft");
  }

  @Test
  void whatIsTooLargeIsRefusedToTheByte() throws Exception {
    String most = "x".repeat(FlowMemory.VALUE_LIMIT - 2);
    assertThat(step("put", "n", "value", most)).containsEntry("version", 1L);

    Failure failure = refused("put", "n", "value", most + "x");
    assertThat(failure.code()).isEqualTo("memory.too_large");
    assertThat(failure.message()).contains("at most 65536 bytes", "it has 65537", "resource");
  }

  @Test
  void oneKeyTooManyIsRefused() throws Exception {
    for (int i = 0; i < MemoryStore.MOST_KEYS; i++) {
      step("put", "key" + i, "value", i);
    }

    Failure failure = refused("put", "more", "value", 1L);
    assertThat(failure.code()).isEqualTo("memory.full");
    assertThat(failure.message()).contains("at most 1000 keys", "flow 'digest'", "'more'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "/a", "a/", "a//b", "..", "a/../b", "./a", "ä", "a\n"})
  void whatCannotBeAKeyIsRefused(String key) {
    assertThat(refused("get", key).code()).isEqualTo("memory.key");
    assertThat(refused("put", key, "value", 1L).code()).isEqualTo("memory.key");
    assertThat(refused("delete", key).code()).isEqualTo("memory.key");
  }

  @Test
  void theLongestKeyHas200Characters() throws Exception {
    assertThat(step("put", "k".repeat(200), "value", 1L)).containsEntry("version", 1L);
    assertThat(refused("put", "k".repeat(201), "value", 1L).code()).isEqualTo("memory.key");
    assertThat(refused("list", "a b").code()).isEqualTo("memory.key");
  }

  @Test
  void whatExpressionsGaveIsChecked() {
    assertThat(refused("get", null).code()).isEqualTo("memory.parameters");
    assertThat(refused("put", "n", "value", 1L, "if_version", "1").code())
        .isEqualTo("memory.parameters");
    assertThat(refused("put", "n", "value", 1L, "if_version", -1L).code())
        .isEqualTo("memory.parameters");
    assertThat(refused("get", "n", "put", "n").code()).isEqualTo("memory.parameters");
  }

  @Test
  void anotherCallUnderTheSameIdIsRefused() throws Exception {
    connector.run(job("run_x", false, parameters("put", "n", "value", 1L)));

    assertThatExceptionOfType(ConnectorFailure.class)
        .isThrownBy(() -> connector.run(job("run_x", false, parameters("put", "n", "value", 2L))))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo("key.reused"));
  }
}
