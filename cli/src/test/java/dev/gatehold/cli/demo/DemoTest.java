package dev.gatehold.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoTest {
  /** Tests run in the module's folder; the examples stand beside it. */
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** What needs another machine. */
  private static final Set<String> ELSEWHERE = Set.of("agent-improvement", "content-operator");

  @TempDir Path folder;

  private Shell shell() {
    return new Shell(folder).with("GATEHOLD_HOME", HOME.toString());
  }

  @Test
  void everything_that_is_promised_holds_and_nothing_is_left_behind() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    Result result = shell().with("TMPDIR", temporary.toString()).run("demo");

    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.out())
        .contains("refused Expected", "403 decider.excluded", "403 decider.not_a_person")
        .contains("409 request.closed", "'apply' refuses: Expected branch")
        .contains("✓ approved: main is at exactly the commit that bob approved")
        .contains(
            "403 decider.not_eligible",
            "rotate (attempt 2)",
            "floor production-changes (Operations: approved by 1 of 1 (kim)")
        .contains("✓ agent-improvement: main over there", "by schedule, with memory")
        .contains("auto-cancel on expiry", "expired: not enough people decided in time")
        .doesNotContain("✗");
    assertThat(temporary).isEmptyDirectory();
    assertThat(Files.readString(HOME.resolve("README.md"))).contains(table(result.out()));
  }

  /** Example by example, as the README shows it. */
  private static String table(String told) {
    String from = "What happened\n";
    int begin = told.indexOf(from) + from.length();
    return told.substring(begin, told.indexOf("\n\n", begin))
        .replaceAll(" +\n", "\n")
        .stripTrailing();
  }

  @Test
  void without_an_ssh_server_all_others_are_played_and_a_repository_of_ones_own_is_only_read()
      throws IOException {
    Path mine = folder.resolve("my repo");
    Repository repository =
        Repository.example(HOME.resolve("examples/code-change/new-repo.sh"), mine);
    String before = repository.head();
    Path script = Files.writeString(folder.resolve("my change.sh"), "echo more > more.txt\n");

    Result result =
        shell()
            .with("GATEHOLD_SSHD", folder.resolve("none").toString())
            .run("demo", "--repo", "my repo", "--script", script.toString(), "--json");

    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.data().path("held").asBoolean()).isTrue();
    JsonNode runs = result.data().path("runs");
    assertThat(result.data().path("left_out").asString())
        .contains("agent-improvement", "content-operator", "apt-get install openssh-server");
    assertThat(each(runs, "example"))
        .containsAll(examples())
        .doesNotContainAnyElementsOf(ELSEWHERE);
    assertThat(each(runs, "why")).noneMatch(String::isBlank);
    assertThat(each(runs, "outcome"))
        .containsExactly(
            "completed",
            "rejected",
            "failed", // code-change
            "completed", // production-credentials
            "completed",
            "rejected", // release
            "completed", // architecture-decision
            "rejected", // regional-rollout
            "completed", // nightly-export
            "completed", // expense
            "completed", // contract
            "completed", // policy-update
            "completed",
            "rejected", // access-request
            "rejected", // vendor-offer
            "cancelled", // maintenance-window
            "completed"); // content-draft
    assertThat(repository.head()).isEqualTo(before);
    assertThat(repository.hasBranch("gatehold/*")).isFalse();
  }

  private static List<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(HOME.resolve("examples"))) {
      return folders
          .filter(each -> Files.exists(each.resolve("flow.yaml")))
          .map(each -> each.getFileName().toString())
          .filter(each -> !ELSEWHERE.contains(each))
          .toList();
    }
  }

  private static Stream<String> each(JsonNode runs, String field) {
    return runs.valueStream().map(run -> run.path(field).asString());
  }

  @Test
  void a_repository_without_a_script_is_wrong_usage() {
    Result result = shell().run("demo", "--repo", "x", "--json");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.json().at("/error/message").asString()).contains("--script");
  }

  @Test
  void without_the_examples_it_says_where_they_belong() {
    Result result = new Shell(folder).with("GATEHOLD_HOME", folder.toString()).run("demo");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("Expected the folder 'examples' beside the launcher");
  }

  @Test
  void an_expectation_that_does_not_hold_is_not_passed_over() {
    Expectations expectations = new Expectations();
    expectations.expect("this holds", true);
    expectations.expect("this does not", false);

    JsonNode told = expectations.json();

    assertThat(expectations.held()).isFalse();
    assertThat(told.at("/1/held").asBoolean()).isFalse();
  }
}
