package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Work on another machine: an agent that improves code, and a writer that begins by itself. */
final class WorkbenchScenes {
  private static final String WRITER = "content-operator";
  private static final String MORNINGS = "mornings";

  private final Stage stage;
  private final Workbench workbench;
  private final Actor emil;

  WorkbenchScenes(Stage stage, Workbench workbench) {
    this.stage = stage;
    this.workbench = workbench;
    this.emil = stage.actor("emil");
  }

  /** Keeps the writer from beginning in the mornings that other scenes turn the clock past. */
  static void holdWriter(Actor who) {
    who.api().send(Call.post("flows", WRITER, "triggers", MORNINGS, "pause"));
  }

  void improved() throws IOException {
    stage.narrator().chapter("An agent improves code on another machine, and is sent back once");
    Repository repository = new Repository(workbench.home().resolve("slugs"), "main");
    String before = repository.head();
    ObjectNode input =
        JsonText.object()
            .put("repo", "slugs")
            .put("agent", "agent.sh")
            .put("task", "Make the tests pass");
    Performance agent =
        Performance.of(stage, "agent-improvement", "agent elsewhere, sent back", "alice", input);
    agent.asks();
    agent.requestsChanges("bob", "Several blanks are one, too");
    agent.resubmits(input, "hands it back to the agent");
    agent.asks();
    agent.approves("carol");
    agent.ends("completed");
    stage
        .expectations()
        .expect(
            "agent-improvement: main over there has the agent's work, and no branch is left",
            !repository.head().equals(before) && !repository.hasBranch("gatehold/*"));
  }

  void mornings() {
    stage.narrator().chapter("A writer begins by itself in the morning, and repeats no topic");
    emil.api().send(Call.post("flows", WRITER, "triggers", MORNINGS, "resume"));
    Performance first = morning("");
    first.asks();
    first.rejects("dora", "We had ovens last year");
    String rejected = first.ends("rejected");
    Performance second = morning(rejected);
    second.asks();
    second.approves("dora");
    second.ends("completed");
    Path site = workbench.home().resolve("site");
    stage
        .expectations()
        .expect(
            "content-operator: the second morning had a topic of its own, and only that appeared",
            Files.exists(site.resolve("rye-bread.md")) && !Files.exists(site.resolve("ovens.md")));
  }

  /** The run that begins on the next morning. */
  private Performance morning(String before) {
    Instant due = Instant.parse(Fields.raw(trigger(), "next_due"));
    stage.turnTo(due, "is turned on to the next working day, seven o'clock");
    String run = started(before);
    stage.narrator().follows(WRITER + " starts by itself");
    return Performance.begun(stage, "by schedule, with memory", emil, run);
  }

  private String started(String before) {
    Patience patience = new Patience(InstantSource.system(), Duration.ofMinutes(1));
    while (patience.left()) {
      String run = Fields.raw(trigger().path("last_fired"), "run");
      if (!run.isEmpty() && !run.equals(before)) {
        return run;
      }
    }
    throw new CliException(
        ExitCode.ERROR,
        "demo.stuck",
        "Expected trigger '" + MORNINGS + "' to start a run, but it did not: " + trigger());
  }

  private JsonNode trigger() {
    return emil.api().send(Call.get("flows", WRITER, "triggers")).body().at("/items/0");
  }
}
