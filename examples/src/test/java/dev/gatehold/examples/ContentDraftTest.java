package dev.gatehold.examples;

import static dev.gatehold.core.approval.Verdict.APPROVE;
import static dev.gatehold.core.approval.Verdict.REJECT;
import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.engine.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContentDraftTest {
  @TempDir Path folder;
  Path paper;
  Stage stage;

  @BeforeEach
  void open() throws Exception {
    paper = Files.createDirectory(folder.resolve("the paper"));
    stage = Stage.of("content-draft", folder.resolve("work"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private String start(String text) {
    return stage.start(
        "emil", Map.of("title", "Bread before dawn", "text", text, "folder", paper.toString()));
  }

  @Test
  void theEditorReadsTheTextAndGivesItItsName() throws Exception {
    String text = Files.readString(Path.of("content-draft/draft.md"));
    String run = start(text);
    Request request = stage.awaitReview(run);
    assertThat(request.title()).isEqualTo("Publish: Bread before dawn");
    assertThat(stage.text(request.evidence().getFirst()))
        .isEqualTo("# Bread before dawn\n\n" + text + "\n");

    stage.decide(
        run, "dora", APPROVE, null, Map.of("publish_as", "early-bread", "note", "Photo follows."));

    Ended end = stage.awaitEnd(run);
    assertThat(end.ending()).as(end.reason()).isEqualTo(COMPLETED);
    assertThat(Files.readString(paper.resolve("early-bread.md")))
        .isEqualTo(
            "# Bread before dawn\n\n" + text + "\n\n> Photo follows.\n\nApproved by dora.\n");
    assertThat(stage.deliverAgain("publish")).containsEntry("exit", 0L);
    assertThat(paper.toFile().list()).containsExactly("early-bread.md");
  }

  @Test
  void theNoteIsOptional() throws Exception {
    String run = start("Short.");
    stage.awaitReview(run);

    stage.decide(run, "dora", APPROVE, null, Map.of("publish_as", "short"));

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);
    assertThat(Files.readString(paper.resolve("short.md")))
        .isEqualTo("# Bread before dawn\n\nShort.\n\nApproved by dora.\n");
  }

  @Test
  void aNameThatIsNoNameIsRefused() throws Exception {
    String run = start("Short.");
    stage.awaitReview(run);

    for (String name : new String[] {"../evil", "", "Early Bread", "a/b", "-a", "x".repeat(81)}) {
      assertThat(stage.decide(run, "dora", APPROVE, null, Map.of("publish_as", name)))
          .as(name)
          .isInstanceOfSatisfying(
              Reply.Refused.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.FORM_INVALID));
    }
    assertThat(paper).isEmptyDirectory();
  }

  @Test
  void whoIsNoManagingEditorDoesNotDecide() throws Exception {
    String run = start("Short.");
    stage.awaitReview(run);

    for (String person : new String[] {"emil", "alice"}) {
      assertThat(stage.decide(run, person, APPROVE, null, Map.of("publish_as", "short")))
          .as(person)
          .isInstanceOf(Reply.Refused.class);
    }
  }

  @Test
  void aRejectedTextIsNotPublished() throws Exception {
    String run = start("Short.");
    stage.awaitReview(run);

    stage.decide(run, "dora", REJECT, "We had this last week.", Map.of());

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(REJECTED);
    assertThat(paper).isEmptyDirectory();
  }

  @Test
  void anotherTextOfTheSameNameIsNotOverwritten() throws Exception {
    Path taken = Files.writeString(paper.resolve("short.md"), "older");
    String run = start("Short.");
    stage.awaitReview(run);

    stage.decide(run, "dora", APPROVE, null, Map.of("publish_as", "short"));

    Ended end = stage.awaitEnd(run);
    assertThat(end.ending()).isEqualTo(FAILED);
    assertThat(end.reason()).contains("Expected 'short' to be free", "Nothing was published.");
    assertThat(Files.readString(taken)).isEqualTo("older");
  }

  @Test
  void aTextIsOnlyText() throws Exception {
    String run = start("$(touch " + paper + "/pwned) `id` ${{ input.title }} '; exit 9; '");
    stage.awaitReview(run);

    stage.decide(run, "dora", APPROVE, null, Map.of("publish_as", "odd"));

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);
    assertThat(Files.readString(paper.resolve("odd.md"))).contains("`id` ${{ input.title }} ';");
    assertThat(paper.toFile().list()).containsExactly("odd.md");
  }
}
