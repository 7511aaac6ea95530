package dev.gatehold.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.launcher.Clone.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;
  private Clone clone;

  @BeforeEach
  void checkOut() throws IOException {
    clone = new Clone(folder);
  }

  @Test
  void without_a_jdk_it_says_what_to_install() throws Exception {
    clone.withJdk("jdk-21", "21.0.4");

    Result result = clone.run("--version");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("error: Expected a JDK 25, but found none.\n")
        .contains("apt-get install temurin-25-jdk", "brew install", "sdk install java 25-tem")
        .contains("GATEHOLD_JAVA=");
  }

  @Test
  void without_maven_it_says_what_to_install() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");

    Result result = clone.run("--version");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("there is no 'mvn' on the path", "apt-get install maven");
  }

  @Test
  void with_a_maven_that_is_too_old_it_says_what_to_install() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.6.3");

    Result old = clone.run("--version");

    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.err())
        .contains("Expected Maven 3.8 or newer of the 3 line, but found '3.6.3'.")
        .contains("apt-get install maven");
    assertThat(clone.buildCalls()).isEmpty();
  }

  @Test
  void the_first_use_builds_and_tells_so_and_the_next_one_just_runs() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");

    Result first = clone.run("inbox", "--json");
    Result second = clone.run("inbox", "--json");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("Building Gatehold (first use", "): core language … preparing fast start … done");
    assertThat(first.out()).endsWith("dev.gatehold.cli.Main\ninbox\n--json\n");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(clone.buildCalls()).hasSize(1);
    assertThat(clone.buildCalls().getFirst()).contains("-DskipTests", "-pl cli -am package");
  }

  @Test
  void it_runs_through_a_link_from_another_folder_with_words_that_have_spaces() throws Exception {
    clone.withJdk("jdk 25", "25");
    clone.withMaven("3.8.7");
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), clone.launcher());
    Path second = Files.createSymbolicLink(elsewhere.resolve("gatehold"), Path.of("../link"));
    assertThat(link).exists();

    Result result = clone.run(second, elsewhere, "approve", "run_1.x", "--comment", "two  words");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).endsWith("approve\nrun_1.x\n--comment\ntwo  words\n");
    assertThat(elsewhere).isDirectoryNotContaining(file -> file.endsWith("cli"));
  }

  @Test
  void a_changed_or_removed_source_is_built_again() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");
    clone.run("version");
    Path source = clone.root().resolve("core/src/main/Source.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(clone.run("version").err()).contains("its sources have changed");

    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(clone.run("version").err()).contains("its sources have changed");
    assertThat(clone.buildCalls()).hasSize(3);
  }

  @Test
  void several_at_once_build_once() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");
    List<Process> together = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      together.add(clone.start(clone.launcher(), clone.root(), "version"));
    }

    for (Process process : together) {
      Result result = Clone.result(process);
      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).endsWith("version\n");
    }
    assertThat(clone.buildCalls()).hasSize(1);
  }

  @Test
  void a_build_that_fails_shows_why_and_leaves_no_half_build() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withBrokenMaven();

    Result failed = clone.run("version");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("[ERROR] Source.java:[1,1] no such thing")
        .contains("error: Expected Gatehold to build, but Maven ended with an error.")
        .contains("build.log");
    clone.withMaven("3.9.9");
    assertThat(clone.run("version").exit()).isZero();
  }

  @Test
  void a_clone_that_was_moved_is_built_again() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");
    clone.run("version");
    Path moved = Files.move(clone.root(), folder.resolve("moved"));

    Result result = clone.run(moved.resolve("gatehold"), folder, "version");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(clone.buildCalls()).hasSize(2);
  }

  @Test
  void the_named_jdk_is_taken_and_a_wrong_one_is_refused() throws Exception {
    Path jdk = clone.withJdk("jdk-25", "25.0.3");
    Path other = clone.withJdk("jdk-17", "17.0.1");
    clone.withMaven("3.9.9");
    clone.with("GATEHOLD_JDK_SEARCH", folder.toString());

    assertThat(clone.with("GATEHOLD_JAVA", jdk + "/bin/java").run("version").exit()).isZero();
    assertThat(clone.with("GATEHOLD_JAVA", jdk.toString()).run("version").exit()).isZero();
    Result wrong = clone.with("GATEHOLD_JAVA", other.toString()).run("version");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("Expected GATEHOLD_JAVA to name a JDK 25, but '" + other);
  }

  @Test
  void commands_that_run_a_server_get_its_jvm() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");

    assertThat(clone.run("--server", "demo", "inbox").out()).contains("client.args");
    assertThat(clone.run("--json", "demo").out()).contains("server.args");
    assertThat(clone.run("server", "start-dev").out()).contains("server.args");
    assertThat(clone.run("run", "start", "server").out()).contains("client.args");
  }

  @Test
  void a_server_has_as_much_memory_as_is_said_and_a_size_that_is_none_is_refused()
      throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");

    Path arguments = clone.root().resolve("cli/target/launcher/current/server.args");
    assertThat(clone.run("server", "start").out()).doesNotContain("-Xmx");
    assertThat(arguments).content().contains("-Xmx512m\n");
    clone.with("GATEHOLD_MEMORY", "2g");
    assertThat(clone.run("server", "start").out()).contains("-Xmx2g\n");
    assertThat(clone.run("inbox").out()).doesNotContain("-Xmx");

    Result wrong = clone.with("GATEHOLD_MEMORY", "much").run("server", "start");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .contains("Expected GATEHOLD_MEMORY to be a size such as 512m or 2g, but found 'much'.");
  }

  @Test
  void a_locale_that_knows_no_umlauts_becomes_one_that_does() throws Exception {
    clone.withJdk("jdk-25", "25.0.3");
    clone.withMaven("3.9.9");

    clone.run("version");
    assertThat(clone.lastLocale()).isEqualTo("C.UTF-8");
    clone.with("LANG", "C").run("version");
    assertThat(clone.lastLocale()).isEqualTo("C.UTF-8");
    clone.with("LANG", "de_DE.UTF-8").run("version");
    assertThat(clone.lastLocale()).isEmpty();
    clone.with("LC_ALL", "POSIX").run("version");
    assertThat(clone.lastLocale()).isEqualTo("C.UTF-8");
  }
}
