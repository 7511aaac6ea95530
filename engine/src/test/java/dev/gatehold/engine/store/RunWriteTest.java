package dev.gatehold.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWriteTest {
  @Test
  void entries_follow_the_expected_number() {
    assertThat(write(2, 4, entry("run_1", 3), entry("run_1", 4)).entries()).hasSize(2);
  }

  @Test
  void a_gap_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(2, 4, entry("run_1", 4)))
        .withMessage("Expected entry 3 of run 'run_1', but found entry 4 of run 'run_1'.");
  }

  @Test
  void an_entry_of_another_run_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(2, 3, entry("run_2", 3)))
        .withMessage("Expected entry 3 of run 'run_1', but found entry 3 of run 'run_2'.");
  }

  @Test
  void a_row_that_ends_elsewhere_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(2, 2, entry("run_1", 3)))
        .withMessage("Expected the row of run 'run_1' to end at entry 3, but it ends at 2.");
  }

  @Test
  void a_run_begins_with_an_entry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(0, 0))
        .withMessage("Expected run 'run_1' to begin with an entry, but there is none.");
    assertThat(write(2, 2).entries()).isEmpty();
  }

  private static StoredEntry entry(String run, long seq) {
    return new StoredEntry(run, seq, "{}", "0".repeat(64));
  }

  private static RunWrite write(long expected, long rowSeq, StoredEntry... entries) {
    RunRow row =
        new RunRow(
            "run_1",
            "deploy",
            1,
            "0".repeat(64),
            "active",
            "",
            "alice",
            Instant.EPOCH,
            null,
            rowSeq,
            "0".repeat(64),
            null,
            null,
            false,
            null);
    return new RunWrite(
        expected,
        List.of(entries),
        row,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
