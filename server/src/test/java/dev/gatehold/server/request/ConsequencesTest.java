package dev.gatehold.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.Names;
import dev.gatehold.language.Reading;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConsequencesTest {
  private static Consequences of(String steps, String gate) {
    Reading reading =
        new FlowReader().read("flow.yaml", "flow: f\ntitle: F\nsteps:\n" + steps, Names.UNKNOWN);
    assertThat(reading.problems()).isEmpty();
    Flow flow = Objects.requireNonNull(reading.flow());
    Step step =
        flow.everyStep().stream().filter(each -> each.id().equals(gate)).findFirst().orElseThrow();
    return new Consequences(flow, step);
  }

  private static String gate(String id) {
    return "  - id: " + id + "\n    approval: { title: T, requires: 'group:sre' }\n";
  }

  private static String exec(String id) {
    return "  - id: " + id + "\n    exec: { command: [\"true\"] }\n";
  }

  @Test
  void theWorkAfterTheGateIsNamedInOrder() {
    Consequences consequences = of(gate("review") + exec("apply") + exec("tell"), "review");

    assertThat(consequences.approved()).isEqualTo("runs 'apply' (exec), then runs 'tell' (exec)");
    assertThat(consequences.rejected()).isEqualTo("ends the run as rejected");
  }

  @Test
  void theLastGateEndsTheRun() {
    assertThat(of(exec("plan") + gate("review"), "review").approved())
        .isEqualTo("ends the run as completed");
  }

  @Test
  void theNextGateStopsTheSentence() {
    assertThat(of(gate("first") + gate("second") + exec("apply"), "first").approved())
        .isEqualTo("asks people again at 'second'");
  }

  @Test
  void longWaysAreCutShort() {
    String steps = gate("review") + exec("a") + exec("b") + exec("c") + exec("d") + exec("e");

    assertThat(of(steps, "review").approved()).endsWith("then goes on with further steps");
  }

  @Test
  void branchesOfTheGateComeFirst() {
    String steps =
        """
          - id: review
            approval:
              title: T
              requires: group:sre
              then:
                approved:
                  - id: apply
                    exec: { command: ["true"] }
                rejected:
                  - id: clean
                    exec: { command: ["true"] }
        """
            + exec("tell");
    Consequences consequences = of(steps, "review");

    assertThat(consequences.approved()).isEqualTo("runs 'apply' (exec), then runs 'tell' (exec)");
    assertThat(consequences.rejected())
        .isEqualTo("runs 'clean' (exec), then ends the run as rejected");
  }
}
