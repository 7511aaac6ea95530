package dev.gatehold.cli.output;

import static dev.gatehold.cli.output.ExitCode.CONFLICT;
import static dev.gatehold.cli.output.ExitCode.ERROR;
import static dev.gatehold.cli.output.ExitCode.NOT_ALLOWED;
import static dev.gatehold.cli.output.ExitCode.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void the_numbers_are_a_promise() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .isEqualTo(List.of(0, 1, 2, 4, 5, 8, 10, 11, 12));
  }

  @Test
  void every_error_status_has_its_code() {
    Map<Integer, ExitCode> expected =
        Map.ofEntries(
            Map.entry(400, USAGE),
            Map.entry(401, NOT_ALLOWED),
            Map.entry(403, NOT_ALLOWED),
            Map.entry(404, ERROR),
            Map.entry(409, CONFLICT),
            Map.entry(412, CONFLICT),
            Map.entry(413, ERROR),
            Map.entry(422, USAGE),
            Map.entry(428, CONFLICT),
            Map.entry(500, ERROR),
            Map.entry(503, ERROR));

    expected.forEach((status, code) -> assertThat(ExitCode.ofStatus(status)).isEqualTo(code));
  }

  @Test
  void a_wait_that_ran_out_is_never_zero() {
    assertThat(ExitCode.ofRun("active").number()).isEqualTo(8);
    assertThat(ExitCode.ofOutcome(null).number()).isEqualTo(8);
  }

  @Test
  void only_an_approval_and_a_completed_run_are_zero() {
    List<String> words =
        List.of("approved", "rejected", "changes_requested", "expired", "cancelled", "unheard_of");
    assertThat(words.stream().map(ExitCode::ofOutcome).map(ExitCode::number))
        .isEqualTo(List.of(0, 10, 11, 12, 12, 1));
    List<String> statuses = List.of("completed", "rejected", "failed", "cancelled", "unheard_of");
    assertThat(statuses.stream().map(ExitCode::ofRun).map(ExitCode::number))
        .isEqualTo(List.of(0, 10, 1, 12, 1));
  }

  @Test
  void a_word_of_the_flow_exits_as_what_it_counts_as() {
    List<String> verdicts = List.of("approve", "reject", "request_changes", "unheard_of");
    assertThat(verdicts.stream().map(ExitCode::ofVerdict).map(ExitCode::number))
        .isEqualTo(List.of(0, 10, 11, 1));
  }
}
