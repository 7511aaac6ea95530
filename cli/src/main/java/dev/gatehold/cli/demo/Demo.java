package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.JournalReader;
import dev.gatehold.cli.server.DevPassword;
import dev.gatehold.cli.server.Examples;
import dev.gatehold.cli.server.FlowLoader;
import dev.gatehold.cli.server.StartUp;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.journal.UnreadableJournal;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demonstration: a server of its own, a cast with tokens, and the scenes in their order. */
final class Demo {
  private final TurnableClock clock = new TurnableClock();
  private final Examples examples;
  private final Repositories repositories;
  private final Path folder;
  private final Narrator narrator;
  private final @Nullable Workbench workbench;
  private final Story story = new Story();
  private final Expectations expectations = new Expectations();

  /**
   * Prepares it.
   *
   * @param workbench another machine; null where there is none, which leaves out what needs one
   */
  Demo(
      Examples examples,
      Repositories repositories,
      Path folder,
      Narrator narrator,
      @Nullable Workbench workbench) {
    this.examples = examples;
    this.repositories = repositories;
    this.folder = folder;
    this.narrator = narrator;
    this.workbench = workbench;
  }

  Story story() {
    return story;
  }

  Expectations expectations() {
    return expectations;
  }

  void play(boolean interactive) throws IOException {
    String password = DevPassword.fresh();
    ServerSettings settings =
        ServerSettings.of(folder.resolve("data"))
            .withPort(0)
            .withPeopleFile(examples.people())
            .withFloors(examples.floors())
            .withExec(true)
            .withDevPassword(password);
    if (workbench != null) {
      settings = settings.withConnections(workbench.connections());
    }
    narrator.title("Gatehold: flows that stop at a gate until the right people said yes");
    try (GateholdServer server = StartUp.start(settings, clock)) {
      Cast cast = new Cast(server.baseUri(), password);
      Stage stage =
          new Stage(
              cast,
              examples,
              clock,
              server::clockTurned,
              repositories,
              folder,
              narrator,
              story,
              expectations);
      furnish(stage, server.baseUri());
      scenes(stage, interactive ? password : "");
      expectations.expect("the hash chain of every run's history holds", historyHolds(stage));
    }
  }

  private void furnish(Stage stage, URI server) throws IOException {
    List<String> flows =
        new FlowLoader(stage.actor("alice").api()).load(examples.flows(), "The demonstration");
    narrator.fact("server", server + ", for as long as this takes");
    narrator.fact("flows", String.join(", ", flows));
    Path original = repositories.original();
    narrator.fact(
        "repository",
        original == null
            ? "the example's greeter; " + repositories.change().getFileName() + " changes it"
            : "copies of " + original + ", which is only read");
    if (workbench == null) {
      narrator.fact("left out", Workbench.LEFT_OUT);
    }
    WorkbenchScenes.holdWriter(stage.actor("emil"));
  }

  private void scenes(Stage stage, String visitorsPassword) throws IOException {
    CodeScenes code = new CodeScenes(stage);
    code.approved();
    code.rejected();
    code.tampered();
    PeopleScenes people = new PeopleScenes(stage);
    people.twoPersonRule();
    people.parallel();
    people.oneOfTwoRejects();
    people.quorum();
    new RolloutScene(stage).rolledBack();
    new WorkerScene(stage).exported();
    ContentsScenes contents = new ContentsScenes(stage);
    contents.tieredByAmount();
    contents.conditional();
    contents.changeRequests();
    TimeScenes time = new TimeScenes(stage);
    time.fallbackOwner();
    time.expired();
    time.rejectedBySilence();
    time.cancelledBySilence();
    if (workbench != null) {
      WorkbenchScenes elsewhere = new WorkbenchScenes(stage, workbench);
      elsewhere.improved();
      elsewhere.mornings();
    }
    ContentScene content = new ContentScene(stage);
    Path draft = examples.folder().resolve("content-draft").resolve("draft.md");
    if (visitorsPassword.isEmpty()) {
      content.scripted(draft);
    } else {
      content.interactive(draft, visitorsPassword);
    }
  }

  private boolean historyHolds(Stage stage) {
    JournalReader journals = new JournalReader(stage.actor("alice").api());
    for (String run : story.runs()) {
      List<StoredEntry> entries =
          journals.read(run).stream()
              .map(line -> new StoredEntry(run, line.seq(), line.text(), line.hash()))
              .toList();
      try {
        JournalCodec.verifyChain(JournalCodec.GENESIS, entries);
      } catch (UnreadableJournal broken) {
        return false;
      }
    }
    return true;
  }
}
