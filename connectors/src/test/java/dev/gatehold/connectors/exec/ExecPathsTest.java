package dev.gatehold.connectors.exec;

import static dev.gatehold.connectors.exec.Workshop.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing leads out of the working folder. */
class ExecPathsTest {
  private static final List<String> BAD_IDS =
      List.of("", ".", "..", "../other", "a/b", "/etc", "a\\b", "a.b", "a\0b", "~", "ü", "a b");

  @TempDir Path folder;
  Workshop shop;

  @BeforeEach
  void open() {
    shop = new Workshop(folder.resolve("work"));
  }

  @Test
  void runAndStepIdsAreNoPaths() {
    for (String id : BAD_IDS) {
      Map<String, Object> parameters = Map.of("command", List.of("touch", "here"));
      assertThatPathIsRefused(id, new Job("x", id, "work", 1, Map.copyOf(parameters), null, false));
      assertThatPathIsRefused(
          id, new Job("x", "run_01", id, 1, Map.copyOf(parameters), null, false));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theWorkFolderIsForItsOwnerOnly() throws Exception {
    shop.run("true");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("work"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aWorkingFolderThatBecameALinkIsRefused() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createDirectories(folder.resolve("work"));
    Files.createSymbolicLink(shop.working(), elsewhere);

    assertThatPathIsRefused("link", job(Map.of("command", List.of("touch", "here"))));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void filesOutsideAreRefused() throws Exception {
    Files.writeString(folder.resolve("secret"), "secret");
    for (String path :
        List.of(
            "../../secret",
            "out/../../../secret",
            folder.resolve("secret").toString(),
            "/etc/passwd",
            "..",
            ".",
            "",
            "a\0b")) {
      assertThatPathOrParameterIsRefused(
          path, job(Map.of("command", List.of("true"), "files", Map.of("stolen", path))));
    }
  }

  @Test
  void linksThatLeadOutAreRefused() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");

    assertThatPathIsRefused("link to a file", linking("ln -s \"$1\" link", secret, "link"));
    assertThatPathIsRefused(
        "link to a folder", linking("ln -s \"$1\" folder", outside, "folder/secret"));
    assertThatPathIsRefused("link to a link", linking("ln -s \"$1\" a; ln -s a b", secret, "b"));
  }

  @Test
  void linksThatStayInsideAreFollowed() {
    var output = shop.run(linking("echo mine > real; ln -s real inside", Path.of("x"), "inside"));

    assertThat(shop.text(output.get("taken"))).isEqualTo("mine\n");
  }

  private static Job linking(String script, Path target, String file) {
    return job(
        Map.of(
            "command",
            List.of("bash", "-euc", script, "work", target.toString()),
            "files",
            Map.of("taken", file)));
  }

  private void assertThatPathIsRefused(String what, Job job) {
    Failure failure = shop.failureOf(job);
    assertThat(failure.code()).as(what).isEqualTo("exec.path");
    assertThat(failure.message()).as(what).startsWith("Expected the ").contains(", but ");
    assertThat(failure.retryable()).isFalse();
  }

  private void assertThatPathOrParameterIsRefused(String what, Job job) {
    assertThat(shop.failureOf(job).code()).as(what).isIn("exec.path", "exec.parameters");
  }
}
