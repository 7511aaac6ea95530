package dev.gatehold.core.flow;

import static dev.gatehold.core.cast.Flows.each;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.onError;
import static dev.gatehold.core.cast.Flows.parallel;
import static dev.gatehold.core.cast.Flows.repeat;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which gates are certain to be behind a run; a floor trusts no other. */
class PrecedenceTest {
  private static List<String> before(String step, Step... steps) {
    return Precedence.of(flow(steps)).gatesBefore(step);
  }

  private static Step both(int needed) {
    return parallel(
        "both",
        needed,
        List.of(
            List.of(gate("legal", 1).step(), work("file")), List.of(gate("security", 1).step())));
  }

  @Test
  void gates_of_all_branches_are_passed_when_all_are_waited_for() {
    assertThat(before("after", gate("first", 1).step(), both(2), work("after")))
        .containsExactly("first", "legal", "security");
    assertThat(before("file", both(2))).containsExactly("legal");
  }

  @Test
  void a_branch_that_need_not_be_done_passes_no_gate_on() {
    assertThat(before("after", both(1), work("after"))).isEmpty();
  }

  @Test
  void a_block_that_may_be_skipped_or_whose_failure_is_borne_passes_no_gate_on() {
    assertThat(before("after", when("mood", both(2)), work("after"))).isEmpty();
    assertThat(before("after", onError(new OnError.Continue(), both(2)), work("after"))).isEmpty();
    Step handled = onError(new OnError.Handle(List.of(work("mend"))), both(2));
    assertThat(before("after", handled, work("after"))).isEmpty();
    assertThat(before("mend", gate("first", 1).step(), handled)).containsExactly("first");
  }

  @Test
  void a_gate_in_a_loop_is_passed_in_its_lap_and_not_after_the_loop() {
    Step loop = each("loop", "input.items", 1, 0, gate("ask", 1).step(), work("inside"));
    assertThat(before("inside", loop)).containsExactly("ask");
    assertThat(before("after", loop, work("after"))).isEmpty();
    Step again = repeat("again", "mood", 3, gate("ask", 1).step(), work("inside"));
    assertThat(before("inside", again)).containsExactly("ask");
    assertThat(before("after", again, work("after"))).isEmpty();
  }

  @Test
  void a_gate_whose_failure_is_said_to_be_borne_answers_for_nothing() {
    Step careless = onError(new OnError.Continue(), gate("ask", 1).step());
    assertThat(before("after", careless, work("after"))).isEmpty();
  }
}
