package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An author hands in a text; the managing editor gives it a name; it is published. */
final class ContentScene {
  private static final String PATTERN = "single step, form";
  private static final Duration VISIT = Duration.ofMinutes(30);

  private final Stage stage;
  private final Narrator narrator;
  private final Actor emil;
  private final Actor dora;

  ContentScene(Stage stage) {
    this.stage = stage;
    this.narrator = stage.narrator();
    this.emil = stage.actor("emil");
    this.dora = stage.actor("dora");
  }

  void scripted(Path draft) throws IOException {
    narrator.chapter("A text is published");
    Path shelf = shelf();
    String run = handIn(draft, shelf);
    JsonNode request = emil.request(run);
    dora.approve(request, JsonText.object().put("publish_as", "early-bread"));
    narrator.does("dora", "approves it, to be published as early-bread");
    end(run, shelf, draft, "yes: dora");
  }

  /** Leaves the decision to the person at the browser. */
  void interactive(Path draft, String password) throws IOException {
    narrator.chapter("A text is published, if you say so");
    Path shelf = shelf();
    String run = handIn(draft, shelf);
    JsonNode request = emil.request(run);
    String id = Fields.raw(request, "id");
    narrator.follows("now it is up to you; open the request and decide as dora:");
    narrator.fact("request", dora.api().server() + "/requests/" + id);
    narrator.fact("user", "dora");
    narrator.fact("password", password);
    Patience patience = new Patience(InstantSource.system(), VISIT);
    while (Fields.raw(request, "status").equals("open") && patience.left()) {
      request = patience.ask(dora.api(), wait -> Call.get("requests", id).waiting(wait)).body();
    }
    narrator.does("dora", "that is you: " + Fields.line(request, "headline"));
    if (Fields.raw(request, "outcome").equals("approved")) {
      end(run, shelf, draft, "yes: you");
    } else {
      notPublished(run, shelf);
    }
  }

  private String handIn(Path draft, Path shelf) throws IOException {
    String run =
        emil.start(
            "content-draft",
            JsonText.object()
                .put("title", "Bread before dawn")
                .put("text", Files.readString(draft))
                .put("folder", shelf.toString()));
    narrator.does("emil", "hands in “Bread before dawn”");
    return run;
  }

  private void end(String run, Path shelf, Path draft, String decided) throws IOException {
    JsonNode end = emil.end(run);
    Path published = published(shelf);
    narrator.follows("published: " + published.getFileName());
    stage
        .expectations()
        .expect(
            "published: the folder has the text that was approved",
            Files.isRegularFile(published)
                && Files.readString(published).contains(Files.readString(draft).strip()));
    stage.story().add(end, PATTERN, decided, Why.of(emil.lastRequest(end)));
  }

  private void notPublished(String run, Path shelf) throws IOException {
    JsonNode end = emil.end(run);
    stage
        .expectations()
        .expect("not published: the folder is empty", !Files.exists(published(shelf)));
    stage.story().add(end, PATTERN, "you did not approve", Why.of(emil.lastRequest(end)));
  }

  private Path shelf() throws IOException {
    return Files.createDirectories(stage.folder().resolve("publications"));
  }

  private static Path published(Path shelf) throws IOException {
    try (Stream<Path> files = Files.list(shelf)) {
      return files.findFirst().orElse(shelf.resolve("nothing"));
    }
  }
}
