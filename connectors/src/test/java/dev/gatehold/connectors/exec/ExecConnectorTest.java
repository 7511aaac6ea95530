package dev.gatehold.connectors.exec;

import static dev.gatehold.connectors.exec.Workshop.bash;
import static dev.gatehold.connectors.exec.Workshop.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.effect.Connector.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecConnectorTest {
  @TempDir Path folder;
  Workshop shop;

  @BeforeEach
  void open() {
    shop = new Workshop(folder.resolve("work folder"));
  }

  @Test
  void saysWhatTheCommandSaid() {
    var output = shop.run("echo out; echo err >&2; printf 'last\\n'");

    assertThat(output).containsEntry("exit", 0L).containsEntry("stdout", "out\nlast");
    assertThat(shop.text(output.get("log")).lines())
        .containsExactlyInAnyOrder("out", "err", "last");
    assertThat(output.get("log"))
        .isInstanceOfSatisfying(
            Map.class,
            log -> {
              assertThat(log.get("name")).isEqualTo("work-1.log");
              assertThat(log.get("media_type")).isEqualTo("text/plain");
            });
  }

  @Test
  void aSilentCommandHasAnEmptyLog() {
    var output = shop.run(job(Map.of("command", List.of("true"))));

    assertThat(output).containsEntry("stdout", "");
    assertThat(shop.bytes(output.get("log"))).isEmpty();
  }

  @Test
  void givesNothingOfTheServersEnvironment() {
    var output =
        shop.run(job(Map.of("command", List.of("env"), "env", Map.of("REGION", "north & south"))));

    String working = shop.working().toString();
    String reported = folder + "/work folder/.jobs/run_01.work.1/output.json";
    assertThat(Workshop.stdout(output).lines())
        .containsExactlyInAnyOrder(
            "PATH=" + Programs.PATH,
            "HOME=" + working,
            "LANG=C.UTF-8",
            "TMPDIR=" + working + "/.tmp",
            "REGION=north & south",
            "GATEHOLD_RUN=run_01",
            "GATEHOLD_STEP=work",
            "GATEHOLD_ATTEMPT=1",
            "GATEHOLD_JOB=run_01.work.1",
            "GATEHOLD_OUTPUT=" + reported);
  }

  @Test
  void worksInAFolderThatTheStepsOfTheRunShare() {
    shop.run("pwd; echo first > note; test -d \"$TMPDIR\"");

    Job second =
        new Job(
            "run_01.next.1",
            "run_01",
            "next",
            1,
            Map.of("command", List.of("cat", "note"), "files", Map.of("note", "note")),
            null,
            false);
    var output = shop.run(second);

    assertThat(output).containsEntry("stdout", "first");
    assertThat(shop.text(output.get("note"))).isEqualTo("first\n");
  }

  @Test
  void anotherRunHasAnotherFolder() {
    shop.run("echo mine > note");

    Job other =
        new Job(
            "run_02.work.1", "run_02", "work", 1, Map.of("command", List.of("ls")), null, false);

    assertThat(shop.run(other)).containsEntry("stdout", "");
  }

  @Test
  void readsStandardInput() {
    var output = shop.run(job(Map.of("command", List.of("cat"), "stdin", "Grüße\n$(id)\n")));

    assertThat(output).containsEntry("stdout", "Grüße\n$(id)");
  }

  @Test
  void aCommandNeedNotReadWhatItIsOffered() {
    String stdin = "x".repeat(4_000_000);

    assertThat(shop.run(job(Map.of("command", List.of("true"), "stdin", stdin))))
        .containsEntry("exit", 0L);
    assertThat(shop.run(job(Map.of("command", List.of("head", "-c", "1"), "stdin", stdin))))
        .containsEntry("stdout", "x");
  }

  @Test
  void keepsFilesAsResources() {
    Map<String, Object> parameters =
        Map.of(
            "command",
            List.of("bash", "-c", "mkdir -p out; echo '+a' > out/change.diff; touch empty.bin"),
            "files",
            Map.of("diff", "out/change.diff", "empty", "empty.bin"));

    var output = shop.run(job(parameters));

    assertThat(shop.text(output.get("diff"))).isEqualTo("+a\n");
    assertThat(output.get("diff"))
        .isInstanceOfSatisfying(
            Map.class,
            diff -> {
              assertThat(diff.get("name")).isEqualTo("change.diff");
              assertThat(diff.get("media_type")).isEqualTo("text/x-diff");
            });
    assertThat(shop.bytes(output.get("empty"))).isEmpty();
  }

  @Test
  void aMissingFileFailsTheStep() {
    Map<String, Object> parameters =
        Map.of("command", List.of("true"), "files", Map.of("diff", "change.diff"));

    Failure failure = shop.failureOf(job(parameters));

    assertThat(failure.code()).isEqualTo("exec.file_missing");
    assertThat(failure.message())
        .startsWith("Expected the command to leave the file 'change.diff' for 'diff', but");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aFolderIsNoFile() {
    Map<String, Object> parameters =
        Map.of("command", List.of("mkdir", "out"), "files", Map.of("out", "out"));

    assertThat(shop.failureOf(job(parameters)).code()).isEqualTo("exec.file_missing");
  }

  @Test
  void mergesWhatTheCommandReports() {
    var output =
        shop.run(
            "echo '{\"commit\": \"abc\", \"changed\": 3, \"ok\": true, \"by\": {\"n\": [1.5,"
                + " null]}}' > \"$GATEHOLD_OUTPUT\"");

    assertThat(output)
        .containsEntry("commit", "abc")
        .containsEntry("changed", 3L)
        .containsEntry("ok", true)
        .containsKeys("exit", "stdout", "log");
    assertThat(Json.canonical(output.get("by"))).isEqualTo("{\"n\":[1.5,null]}");
  }

  @Test
  void refusesAReportThatIsNoJsonObject() {
    Map<String, String> facts =
        Map.of(
            "[1]", "it has another JSON value",
            "{\"a\": ", "it is not JSON",
            "{} {}", "it is not JSON",
            "{\"a\": 1, \"a\": 2}", "it is not JSON",
            "{\"exit\": 1}", "its key 'exit' is already taken",
            "{\"log\": 1}", "its key 'log' is already taken",
            "{\"n\": 99999999999999999999}", "it is no value that Gatehold keeps");

    facts.forEach((report, fact) -> {
      Map<String, Object> parameters =
          Map.of(
              "command",
              List.of("bash", "-c", "printf %s \"$1\" > \"$GATEHOLD_OUTPUT\"", "work", report));
      Failure failure = shop.failureOf(job(parameters));
      assertThat(failure.code()).as(report).isEqualTo("exec.output");
      assertThat(failure.message()).as(report).contains(fact);
      assertThat(failure.retryable()).isFalse();
    });
  }

  @Test
  void anAttemptDoesNotSeeTheReportOfAnEarlierDelivery() {
    shop.run("echo '{\"commit\": \"abc\"}' > \"$GATEHOLD_OUTPUT\"");

    assertThat(shop.run("true")).doesNotContainKey("commit");
    assertThat(folder.resolve("work folder/.jobs")).isEmptyDirectory();
  }

  @Test
  void aFailingCommandSaysItsLastLines() {
    Failure failure = shop.failureOf(job(bash("{ seq 1 9; echo bad; } >&2; exit 3")));

    assertThat(failure.code()).isEqualTo("exec.exit");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message())
        .startsWith("Expected 'bash' of step 'work' to exit with 0, but it exited with 3:\n")
        .containsPattern("See the log sha256:[0-9a-f]{64} for all of its output\\.")
        .contains("bad");
    assertThat(failure.message().lines()).hasSizeLessThanOrEqualTo(7);
  }

  @Test
  void aFailingCommandMaySayNothing() {
    assertThat(shop.failureOf(job(Map.of("command", List.of("false")))).message())
        .startsWith(
            "Expected 'false' of step 'work' to exit with 0, but it exited with 1 and said"
                + " nothing.");
  }

  @Test
  void aProgramThatIsNotThereIsNotFound() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");
    Map<String, String> facts =
        Map.of(
            "no-such-program-here",
            "no folder of /usr/local/bin:",
            "/no/such/program",
            "there is no such file",
            plain.toString(),
            "the file is not executable",
            folder.toString(),
            "there is no such file",
            "./run.sh",
            "it is neither an absolute path nor a name",
            "",
            "it is neither an absolute path nor a name");

    facts.forEach((program, fact) -> {
      Failure failure = shop.failureOf(job(Map.of("command", List.of(program))));
      assertThat(failure.code()).as(program).isEqualTo("exec.not_found");
      assertThat(failure.message()).as(program).contains(fact);
      assertThat(failure.retryable()).isFalse();
    });
  }

  @Test
  void aServerMayAllowNoProcesses() {
    var none = new ExecConnector(ExecSettings.disabled(folder), shop.resources);

    assertThat(TestFailures.of(none, job(bash("true"))).code()).isEqualTo("exec.disabled");
    assertThat(TestFailures.of(none, job(bash("true"))).message()).contains("Ask its operator");
  }

  @Test
  void aServerMayAllowSomeCommandsOnly() throws Exception {
    var some =
        new ExecConnector(
            new ExecSettings(folder.resolve("some"), Set.of("echo", "/bin/pwd"), true),
            shop.resources);

    assertThat(some.run(job(Map.of("command", List.of("echo", "hello")))))
        .containsEntry("stdout", "hello");
    assertThat(some.run(job(Map.of("command", List.of("/bin/pwd"))))).containsEntry("exit", 0L);
    for (String program : List.of("bash", "pwd", "/bin/echo", "/tmp/echo", "../bin/echo")) {
      assertThat(TestFailures.of(some, job(Map.of("command", List.of(program)))).code())
          .as(program)
          .isEqualTo("exec.not_allowed");
    }
  }

  @Test
  void refusesParametersThatItDoesNotUnderstand() {
    List<Map<String, Object>> wrong =
        List.of(
            Map.of(),
            Map.of("command", "echo hello"),
            Map.of("command", List.of()),
            Map.of("command", List.of("echo", List.of("a"))),
            Map.of("command", List.of("echo", "a\0b")),
            Map.of("command", List.of("echo"), "shell", true),
            Map.of("command", List.of("echo"), "env", List.of()),
            Map.of("command", List.of("echo"), "env", Map.of("A B", "c")),
            Map.of("command", List.of("echo"), "env", Map.of("A=B", "c")),
            Map.of("command", List.of("echo"), "env", Map.of("", "c")),
            Map.of("command", List.of("echo"), "env", Map.of("GATEHOLD_OUTPUT", "/etc/passwd")),
            Map.of("command", List.of("echo"), "env", Map.of("A", "b\0c")),
            Map.of("command", List.of("echo"), "stdin", Map.of()),
            Map.of("command", List.of("echo"), "files", "change.diff"),
            Map.of("command", List.of("echo"), "files", Map.of("log", "a")));

    for (Map<String, Object> parameters : wrong) {
      Failure failure = shop.failureOf(job(parameters));
      assertThat(failure.code()).as("%s", parameters).isEqualTo("exec.parameters");
      assertThat(failure.message()).startsWith("Expected ").contains(", but ");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void writesNumbersAndTruthValuesAsText() {
    var output = shop.run(job(Map.of("command", List.of("echo", 12L, 0.5, true))));

    assertThat(output).containsEntry("stdout", "12 0.5 true");
  }

  @Test
  void anArgumentListThatIsTooLongIsNotRetried() {
    Failure failure =
        shop.failureOf(job(Map.of("command", List.of("echo", "x".repeat(3_000_000)))));

    assertThat(failure.code()).isEqualTo("exec.start");
    assertThat(failure.message()).contains("Argument list too long").contains("stdin or files");
    assertThat(failure.retryable()).isFalse();
  }
}
