package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentImprovementTest extends WorkbenchScenario {
  private static final Map<String, @Nullable Object> INPUT =
      Map.of("repo", "slugs", "agent", "agent.sh", "task", "Make the tests pass");

  @SuppressWarnings("NullAway.Init")
  AgentImprovementTest() {
    super("agent-improvement");
  }

  private Repository repository() {
    return new Repository(workbench.home().resolve("slugs"));
  }

  private String evidence(Request request, String title) throws IOException {
    for (Evidence each : request.evidence()) {
      if (title.equals(each.title())) {
        return stage.text(each);
      }
    }
    throw new AssertionError("Expected evidence '" + title + "' in " + request);
  }

  private String work(String run) {
    return repository().head("gatehold/" + run);
  }

  private void nothingIsLeft(String main) {
    assertThat(repository().head("main")).isEqualTo(main);
    assertThat(repository().branches()).containsExactly("main");
    assertThat(repository().isTidy()).isTrue();
    assertThat(workbench.home().resolve("trees")).isEmptyDirectory();
  }

  /** A program in the home over there that does something before the agent, or in place of it. */
  private Map<String, @Nullable Object> agent(String script) throws IOException {
    Path program = workbench.home().resolve("other.sh");
    Files.writeString(program, "#!/usr/bin/env bash\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return with(INPUT, "agent", "other.sh");
  }

  @Test
  void exactlyTheCommitThatWasSeenIsTakenOver() throws Exception {
    String run = stage.start("alice", INPUT);
    Request request = stage.awaitReview(run);
    String commit = work(run);

    assertThat(request.title()).contains("slugs (tests: passed)");
    assertThat(request.summary()).contains("Titles become lower case.", commit);
    assertThat(evidence(request, "Change")).contains("-echo \"$slug\"", "+echo \"${slug,,}\"");
    assertThat(evidence(request, "Tests")).contains("ok: 'Bread before dawn'");
    assertThat(evidence(request, "What the agent did"))
        .contains("wrong: expected 'Bread before dawn'", "[4/4] Done");
    refused(run, "alice", Says.APPROVE, Refusal.Code.DECIDER_EXCLUDED);
    says(run, "bob", Says.APPROVE);

    assertThat(over(run, COMPLETED).output()).isEqualTo(Map.of("commit", commit));
    nothingIsLeft(commit);
  }

  @Test
  void whatIsTurnedDownIsGone() throws Exception {
    String main = repository().head("main");
    String run = stage.start("alice", INPUT);
    stage.awaitReview(run);

    says(run, "bob", Says.reject("We want another way."));

    over(run, REJECTED);
    nothingIsLeft(main);
  }

  @Test
  void theAgentHearsWhatIsToBeChangedAndItsSecondWorkIsANewQuestion() throws Exception {
    String run = stage.start("alice", INPUT);
    String first = stage.awaitReview(run).subject().digest().text();
    String before = work(run);
    says(run, "bob", Says.requestChanges("Several blanks are one, too."));
    stage.awaitRework(run);
    stage.resubmit(run, "alice", INPUT);

    Request second = stage.awaitRound(run, 2);

    assertThat(second.subject().digest().text()).isNotEqualTo(first);
    assertThat(evidence(second, "What the agent did")).contains("Several blanks are one, too.");
    assertThat(evidence(second, "Tests")).contains("ok: 'Old   bread'");
    says(run, "carol", Says.APPROVE);
    String commit = String.valueOf(new HashMap<>(over(run, COMPLETED).output()).get("commit"));
    assertThat(commit).isNotEqualTo(before);
    nothingIsLeft(commit);
  }

  @Test
  void anAgentThatDiesIsStartedAgain() throws Exception {
    String run =
        stage.start(
            "alice",
            agent(
                """
                [[ -e died ]] || { touch died; kill -KILL 0; }
                exec ./agent.sh "$@"
                """
                    .replace("died", workbench.home().resolve("died").toString())
                    .replace("./agent.sh", workbench.home().resolve("agent.sh").toString())));

    stage.awaitStep(run, "improve", AwaitingRetry.class);
    stage.advance(Duration.ofSeconds(30));

    assertThat(stage.awaitReview(run).title()).contains("tests: passed");
    says(run, "bob", Says.APPROVE);
    over(run, COMPLETED);
  }

  @Test
  void anAgentThatKeepsDyingLeavesNothing() throws Exception {
    String main = repository().head("main");
    String run = stage.start("alice", agent("echo half > \"$1/slug.sh\"; kill -KILL 0\n"));

    stage.passRetries(run, "improve");

    assertThat(over(run, FAILED).reason()).contains("improve");
    nothingIsLeft(main);
  }

  @Test
  void whatTheAgentSaysIsNotBelievedUnlessGitSaysItToo() throws Exception {
    String main = repository().head("main");
    String run =
        stage.start(
            "alice",
            agent(
                """
                commit=$(git -C "$1" commit-tree -m Other 'HEAD^{tree}')
                curl -fsS -d "{\\"summary\\": \\"Done.\\", \\"commit\\": \\"$commit\\"}" "$GATEHOLD_CALLBACK"
                """));

    assertThat(over(run, FAILED).reason()).contains("to stand on main");
    nothingIsLeft(main);
  }

  @Test
  void whenMainHasMovedOnNothingIsTakenOver() throws Exception {
    String run = stage.start("alice", INPUT);
    stage.awaitReview(run);
    repository().commitTo("main", "Something else");
    String main = repository().head("main");

    says(run, "bob", Says.APPROVE);

    assertThat(over(run, FAILED).reason()).contains("Nothing was applied.");
    nothingIsLeft(main);
  }
}
