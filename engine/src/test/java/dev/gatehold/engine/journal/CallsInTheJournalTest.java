package dev.gatehold.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.ReturnCall;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.Parent;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs that call runs leave behind comes back as it was. */
class CallsInTheJournalTest {
  private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
  private static final ReleaseRef RELEASE = new ReleaseRef("deploy", 4, Digest.of("flow"));
  private static final Parent PARENT = new Parent("run_01", "deploy@2", 3, 2, true);

  @Test
  void events_of_called_runs_are_read_as_they_were_written() {
    List<RunEvent> events =
        List.of(
            new RunEvent.RunStarted(
                "run_02", RELEASE, Principal.person("alice"), Map.of(), null, null, PARENT, AT),
            new RunEvent.RunEnded(Ending.COMPLETED, "done", Map.of("version", "1.2"), AT));
    Entry entry = new Entry(AT, Principal.person("alice"), events);
    assertThat(
            JournalCodec.decode(JournalCodec.encode("run_02", 1, JournalCodec.GENESIS, entry))
                .events())
        .isEqualTo(events);
  }

  @Test
  void effects_of_calls_are_read_as_they_were_written() {
    ReturnCall result =
        new ReturnCall("deploy", 1, "run_02", RELEASE, Ending.REJECTED, "no", Map.of("n", 1L));
    List<Effect> effects =
        List.of(
            new Effect.CallFlow(
                "deploy",
                1,
                "run_02",
                "deploy",
                null,
                Map.of("version", "1.2"),
                PARENT,
                Principal.agent("bot", "alice")),
            new Effect.CancelCall("deploy", 1, "run_02"),
            new Effect.TellParent(PARENT, result));
    assertThat(effects.stream().map(JournalCodec::encodeEffect).map(JournalCodec::decodeEffect))
        .isEqualTo(effects);
  }
}
