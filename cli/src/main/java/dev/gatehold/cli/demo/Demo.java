package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.JournalReader;
import dev.gatehold.cli.server.DevPassword;
import dev.gatehold.cli.server.Examples;
import dev.gatehold.cli.server.FlowLoader;
import dev.gatehold.cli.server.SignIn;
import dev.gatehold.cli.server.StartUp;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.journal.UnreadableJournal;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demonstration: a server of its own, a cast with tokens, and the scenes in their order. */
final class Demo {
  private static final List<String> CAST = List.of("alice", "bob", "carol", "dora", "emil");

  private final Examples examples;
  private final Repositories repositories;
  private final Path folder;
  private final Narrator narrator;
  private final Story story = new Story();
  private final Expectations expectations = new Expectations();

  Demo(Examples examples, Repositories repositories, Path folder, Narrator narrator) {
    this.examples = examples;
    this.repositories = repositories;
    this.folder = folder;
    this.narrator = narrator;
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
            .withExec(true)
            .withDevPassword(password);
    narrator.title("Gatehold: flows that stop at a gate until the right people said yes");
    try (GateholdServer server = StartUp.start(settings)) {
      Map<String, Actor> cast = cast(server.baseUri(), password);
      Stage stage = new Stage(cast, repositories, folder, narrator, story, expectations);
      furnish(stage, server.baseUri());
      scenes(stage, interactive ? password : "");
      expectations.expect("the hash chain of every run's history holds", historyHolds(stage));
    }
  }

  private static Map<String, Actor> cast(URI server, String password) {
    Map<String, Actor> cast = new LinkedHashMap<>();
    CAST.forEach(id -> cast.put(id, new Actor(id, SignIn.as(server, id, password))));
    return cast;
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
  }

  private void scenes(Stage stage, String visitorsPassword) throws IOException {
    CodeScenes code = new CodeScenes(stage);
    ContentScene content = new ContentScene(stage);
    Path draft = examples.folder().resolve("content-draft").resolve("draft.md");
    code.approved();
    code.rejected();
    CodeScenes.Tampered tampered = code.tampered();
    if (visitorsPassword.isEmpty()) {
      content.scripted(draft);
      code.tamperedEnd(tampered);
    } else {
      code.tamperedEnd(tampered);
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
