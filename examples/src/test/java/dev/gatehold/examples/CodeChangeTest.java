package dev.gatehold.examples;

import static dev.gatehold.core.approval.Verdict.APPROVE;
import static dev.gatehold.core.approval.Verdict.REJECT;
import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CodeChangeTest {
  @TempDir Path folder;
  Repository repo;
  Stage stage;

  @BeforeEach
  void open() throws Exception {
    repo = Repository.withWorkTree(folder.resolve("a repo; with $(spaces)"));
    stage = Stage.of("code-change", folder.resolve("work folder"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static String changeScript() {
    return Path.of("code-change", "change.sh").toAbsolutePath().toString();
  }

  private Path script(String text) throws Exception {
    return Files.writeString(folder.resolve("my script.sh"), text);
  }

  private String start(Object script) {
    return start(repo, script, Map.of());
  }

  private String start(Repository on, Object script, Map<String, String> more) {
    Map<String, @Nullable Object> input = new HashMap<>(more);
    input.put("repo", on.folder().toString());
    input.put("script", script.toString());
    return stage.start("alice", input);
  }

  private static String commitOf(Request request) {
    if (covered(request).get("command") instanceof List<?> command) {
      return String.valueOf(command.get(command.size() - 2));
    }
    throw new AssertionError("Expected a command in the covered parameters.");
  }

  private static Map<?, ?> covered(Request request) {
    if (request.subject().coveredParameters("apply") instanceof Map<?, ?> parameters) {
      return parameters;
    }
    throw new AssertionError("Expected the gate to cover 'apply', but it does not.");
  }

  private String approve(String run) throws Exception {
    String commit = commitOf(stage.awaitReview(run));
    assertThat(stage.decide(run, "bob", APPROVE, null)).isInstanceOf(Reply.Applied.class);
    return commit;
  }

  private void assertThatNothingWasApplied(Ended end, String main, String... words) {
    assertThat(end.ending()).isEqualTo(FAILED);
    assertThat(end.reason()).contains("nothing was applied.").contains(words);
    assertThat(repo.head("main")).isEqualTo(main);
  }

  @Test
  void thePersonSeesWhatIsAgreedTo() throws Exception {
    String before = repo.head("main");

    Request request = stage.awaitReview(start(changeScript()));

    assertThat(request.title()).isEqualTo("Apply a change to main (files: 2, tests: passed)");
    assertThat(request.evidence()).extracting(Evidence::kind).containsExactly("diff", "log");
    assertThat(request.evidence()).allMatch(Evidence::required);
    assertThat(stage.text(request.evidence().get(0)))
        .contains("--- a/greet.sh\n+++ b/greet.sh\n", "\n+for name in \"${@:-world}\"; do\n");
    assertThat(stage.text(request.evidence().get(1))).contains("ok: greet.sh Ada Grace\n");
    assertThat(request.summary()).contains(commitOf(request), before, "Tests: **passed**");
    assertThat(repo.head("main")).isEqualTo(before);
  }

  @Test
  void anApprovedChangeIsOnMainExactlyAsApproved() throws Exception {
    String run = start(changeScript());
    String approved = approve(run);

    Ended end = stage.awaitEnd(run);

    assertThat(end.ending()).as(end.reason()).isEqualTo(COMPLETED);
    assertThat(repo.head("main")).isEqualTo(approved);
    assertThat(repo.branches()).containsExactly("main");
    assertThat(repo.isTidy()).isTrue();
    assertThat(Files.readString(repo.folder().resolve("greet.sh"))).contains("for name in");
    assertThat(Stage.outputOf(end, "apply")).containsEntry("to", approved);
    assertThat(repo.git("log", "-1", "--format=%an <%ae>, %cn"))
        .isEqualTo("Gatehold <gatehold@localhost>, Gatehold\n");
  }

  @Test
  void aBareRepositoryAdvancesToo() throws Exception {
    Repository bare = Repository.bare(folder.resolve("bare.git"));
    String run = start(bare, changeScript(), Map.of("base", "main"));
    String approved = approve(run);

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);

    assertThat(bare.head("main")).isEqualTo(approved);
    assertThat(bare.branches()).containsExactly("main");
    assertThat(bare.file("main", "greet.sh")).contains("for name in");
  }

  @Test
  void anotherBaseIsAdvancedAndTheCheckedOutBranchIsNot() throws Exception {
    String before = repo.head("main");
    repo.git("branch", "next");
    String run = start(repo, changeScript(), Map.of("base", "next"));
    String approved = approve(run);

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);

    assertThat(repo.head("next")).isEqualTo(approved);
    assertThat(repo.head("main")).isEqualTo(before);
    assertThat(repo.isTidy()).isTrue();
  }

  @Test
  void theRequesterDoesNotDecide() throws Exception {
    String run = start(changeScript());
    stage.awaitReview(run);

    assertThat(stage.decide(run, "alice", APPROVE, null))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.DECIDER_EXCLUDED));
  }

  @Test
  void aRejectedChangeLeavesNoTrace() throws Exception {
    String before = repo.head("main");
    String run = start(changeScript());
    stage.awaitReview(run);
    assertThat(stage.decide(run, "bob", REJECT, null))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.COMMENT_MISSING));
    stage.decide(run, "bob", REJECT, "Greets too many.");

    Ended end = stage.awaitEnd(run);

    assertThat(end.ending()).isEqualTo(REJECTED);
    assertThat(repo.head("main")).isEqualTo(before);
    assertThat(repo.branches()).containsExactly("main");
    assertThat(repo.isTidy()).isTrue();
    assertThat(stage.deliverAgain("discard")).containsEntry("exit", 0L);
  }

  @Test
  void silenceIsNoApproval() throws Exception {
    String before = repo.head("main");
    String run = start(changeScript());
    stage.awaitReview(run);

    stage.advance(Duration.ofHours(24));

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(REJECTED);
    assertThat(repo.head("main")).isEqualTo(before);
    assertThat(repo.branches()).containsExactly("main");
  }

  @Test
  void anApprovedChangeWaitsForItsWindow() throws Exception {
    String before = repo.head("main");
    String run = start(repo, changeScript(), Map.of("apply_at", "2026-11-22T22:00:00Z"));
    String approved = approve(run);
    stage.awaitStep(run, "window", StepState.Waiting.class);
    assertThat(repo.head("main")).isEqualTo(before);

    stage.advance(Duration.ofHours(13));

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);
    assertThat(repo.head("main")).isEqualTo(approved);
  }

  @Test
  void aBranchThatChangedAfterTheApprovalIsNotApplied() throws Exception {
    String before = repo.head("main");
    String run = start(repo, changeScript(), Map.of("apply_at", "2026-11-22T22:00:00Z"));
    String approved = approve(run);
    stage.awaitStep(run, "window", StepState.Waiting.class);
    repo.commitTo("gatehold/" + run, "Slip something in");
    String found = repo.head("gatehold/" + run);

    stage.advance(Duration.ofHours(13));

    assertThatNothingWasApplied(
        stage.awaitEnd(run),
        before,
        "Expected branch 'gatehold/" + run + "' at approved commit " + approved,
        "but it is at " + found);
    assertThat(repo.head("gatehold/" + run)).isEqualTo(found);
  }

  @Test
  void aBranchThatIsGoneIsNotApplied() throws Exception {
    String before = repo.head("main");
    String run = start(changeScript());
    stage.awaitReview(run);
    repo.git("update-ref", "-d", "refs/heads/gatehold/" + run);
    approve(run);

    assertThatNothingWasApplied(stage.awaitEnd(run), before, "but the branch is gone");
  }

  @Test
  void aBaseThatMovedIsNotOverwritten() throws Exception {
    String run = start(changeScript());
    String approved = approveAfter(run, () -> repo.commitTo("main", "Something else"));
    String main = repo.head("main");

    assertThatNothingWasApplied(
        stage.awaitEnd(run), main, "on which the approved commit was built", "moved to " + main);
    assertThat(repo.head("gatehold/" + run)).isEqualTo(approved);
  }

  private String approveAfter(String run, Runnable meanwhile) throws Exception {
    stage.awaitReview(run);
    meanwhile.run();
    return approve(run);
  }

  @Test
  void aWorkTreeWithChangesIsNotTouched() throws Exception {
    String before = repo.head("main");
    String run = start(changeScript());
    stage.awaitReview(run);
    repo.write("greet.sh", "echo mine\n");
    approve(run);

    assertThatNothingWasApplied(stage.awaitEnd(run), before, "to be clean", "greet.sh");
    assertThat(Files.readString(repo.folder().resolve("greet.sh"))).isEqualTo("echo mine\n");
  }

  @Test
  void aNewFileInTheWayIsNotOverwritten() throws Exception {
    String before = repo.head("main");
    String run = start(script("echo theirs > NEWS"));
    stage.awaitReview(run);
    repo.write("NEWS", "mine\n");
    approve(run);

    assertThatNothingWasApplied(stage.awaitEnd(run), before, "it refused");
    assertThat(Files.readString(repo.folder().resolve("NEWS"))).isEqualTo("mine\n");
  }

  @Test
  void aScriptThatChangesNothingProposesNothing() throws Exception {
    Ended end = stage.awaitEnd(start(script("echo looked around")));

    assertThat(end.ending()).isEqualTo(FAILED);
    assertThat(end.reason()).contains("to change something", "Nothing is proposed.");
    assertThat(repo.branches()).containsExactly("main");
    assertThat(repo.isTidy()).isTrue();
  }

  @Test
  void aScriptThatFailsProposesNothing() throws Exception {
    Ended end = stage.awaitEnd(start(script("echo half > greet.sh; echo oh no; exit 7")));

    assertThat(end.ending()).isEqualTo(FAILED);
    assertThat(end.reason()).contains("exited with 7", "oh no");
    assertThat(repo.branches()).containsExactly("main");
    assertThat(repo.isTidy()).isTrue();
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(stage.awaitEnd(start(new Repository(empty), changeScript(), Map.of())).reason())
        .contains("Expected '" + empty + "' to be a git repository");
    assertThat(stage.awaitEnd(start(repo, changeScript(), Map.of("base", "trunk"))).reason())
        .contains("to have a branch 'trunk', but it has none");
    assertThat(stage.awaitEnd(start("/no/such/script")).reason())
        .contains("Expected a script at '/no/such/script', but there is none.");
  }

  @Test
  void failingTestsAreShownAndDoNotDecide() throws Exception {
    Request request = stage.awaitReview(start(script("sed -i.b s/Hello/Hullo/ greet.sh; rm *.b")));

    assertThat(request.title()).isEqualTo("Apply a change to main (files: 1, tests: failed)");
    assertThat(stage.text(request.evidence().get(1)))
        .contains("failed: greet.sh Ada: expected 'Hello, Ada!', but found 'Hullo, Ada!'");
  }

  @Test
  void aRepositoryWithoutTestsSaysSo() throws Exception {
    Request request = stage.awaitReview(start(script("rm test.sh")));

    assertThat(request.title()).endsWith("tests: none)");
    assertThat(stage.text(request.evidence().get(1))).isEqualTo("The repository has no test.sh.\n");
  }

  @Test
  void aScriptMayCommitByItself() throws Exception {
    String run = start(script("date > one; git add one; git commit -qm One; date > two"));
    String approved = approve(run);

    assertThat(stage.awaitEnd(run).ending()).isEqualTo(COMPLETED);
    assertThat(repo.head("main")).isEqualTo(approved);
    assertThat(repo.git("log", "--format=%s")).startsWith("Run my script.sh").contains("\nOne\n");
  }

  @Test
  void hooksOfTheRepositoryDoNotRun() throws Exception {
    Path hooks = repo.folder().resolve(".git/hooks");
    Path trace = folder.resolve("trace");
    for (String hook :
        List.of(
            "pre-commit", "post-commit", "post-checkout", "post-merge", "reference-transaction")) {
      Path file = Files.writeString(hooks.resolve(hook), "#!/bin/sh\ntouch '" + trace + "'\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    String rejected = start(changeScript());
    stage.awaitReview(rejected);
    stage.decide(rejected, "bob", REJECT, "Not today.");
    assertThat(stage.awaitEnd(rejected).ending()).isEqualTo(REJECTED);
    String approved = start(changeScript());
    approve(approved);
    assertThat(stage.awaitEnd(approved).ending()).isEqualTo(COMPLETED);

    assertThat(trace).doesNotExist();
    repo.git("branch", "other");
    assertThat(trace).as("hooks would have left this").exists();
  }

  @Test
  void stepsMayBeDeliveredTwice() throws Exception {
    String run = start(changeScript());
    stage.awaitReview(run);
    assertThat(stage.deliverAgain("propose")).containsEntry("tests", "passed");
    repo.git("update-ref", "refs/heads/gatehold/" + run, commitOf(stage.awaitReview(run)));
    String approved = approve(run);
    stage.awaitEnd(run);

    assertThat(stage.deliverAgain("apply"))
        .extractingByKey("stdout")
        .isEqualTo("'main' has the approved commit " + approved + " already.");
    assertThat(repo.head("main")).isEqualTo(approved);
    assertThat(repo.isTidy()).isTrue();
  }

  @Test
  void theApprovedCommitIsPartOfTheSubject() throws Exception {
    Request request = stage.awaitReview(start(changeScript()));

    assertThat(request.subject().content())
        .extractingByKey("covered", MAP)
        .extractingByKey("apply", MAP)
        .containsKey("command");
    assertThat(commitOf(request)).matches("[0-9a-f]{40}");
  }
}
