package dev.gatehold.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Workers against a real server, each test with a queue of its own. */
class WorkerTest {
  private static final String FLOW =
      """
      flow: QUEUE
      title: Render
      input: { type: object, properties: { scene: { type: string } } }
      steps:
        - id: render
          retry: { attempts: 2, delay: 0s }
          task: { queue: QUEUE, input: { scene: "${{ input.scene }}" }, lease: 1s }
      """;

  @TempDir static Path folder;
  private static LocalServer server;
  private static Shell alice;
  private static Shell bob;
  private String queue = "";

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
    alice = server.shellOf("alice");
    bob = server.shellOf("bob").with("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void publish(TestInfo test) throws IOException {
    queue = "q-" + Integer.toHexString(test.getDisplayName().hashCode());
    Files.writeString(folder.resolve(queue + ".yaml"), FLOW.replace("QUEUE", queue));
    assertThat(alice.run("flow", "push", queue + ".yaml").exit()).isZero();
    assertThat(alice.run("flow", "release", queue, "--promote").exit()).isZero();
  }

  private String started() {
    return alice
        .run("run", "start", queue, "-i", "scene=forest", "--json")
        .data()
        .path("id")
        .asString();
  }

  private Result worker(String script) {
    return bob.run("worker", "--queue", queue, "--once", "--json", "--", "sh", "-c", script);
  }

  private static JsonNode over(String run) {
    return alice.run("run", "watch", run, "--timeout", "1m", "--json").data();
  }

  private static String output(String run, String pointer) {
    return over(run).at("/steps/0/output" + pointer).asString();
  }

  /** The task of the queue, as soon as it is so. */
  private JsonNode task(Predicate<JsonNode> so) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < end) {
      JsonNode items = alice.run("task", "list", "--queue", queue, "--json").data().path("items");
      if (!items.isEmpty() && so.test(items.get(0))) {
        return items.get(0);
      }
    }
    throw new AssertionError("Expected the task to become so, but it does not.");
  }

  @Test
  void a_command_reads_the_input_and_its_file_is_the_output() throws IOException {
    String run = started();
    Result result =
        worker(
            "read -r line; printf '{\"in\": %s, \"task\": \"%s\", \"attempt\": %s}' \"$line\""
                + " \"$GATEHOLD_TASK\" \"$GATEHOLD_ATTEMPT\" > \"$GATEHOLD_OUTPUT\"; echo noise");
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(EnvelopeTest.problems(result.out())).isEmpty();
    assertThat(result.data().path("done").asInt()).isEqualTo(1);
    JsonNode output = over(run).at("/steps/0/output");
    assertThat(output.at("/in/scene").asString()).isEqualTo("forest");
    assertThat(output.at("/task").asString()).isEqualTo(run + ".render.1");
    assertThat(output.at("/attempt").asInt()).isEqualTo(1);
    assertThat(output.has("stdout")).isFalse();
  }

  @Test
  void without_a_file_standard_output_is_the_output() {
    String run = started();
    assertThat(worker("cat >/dev/null; echo hello; head -c 20000 /dev/zero | tr '\\0' x").exit())
        .isZero();
    assertThat(output(run, "/stdout")).startsWith("hello\nxxx").hasSize(16 * 1024);
  }

  @Test
  void a_failing_command_is_tried_again_and_its_last_words_are_told() {
    String run = started();
    Result first = worker("echo 'the disk is full' >&2; exit 3");
    assertThat(first.exit()).isEqualTo(1);
    assertThat(first.data().path("failed").asInt()).isEqualTo(1);
    assertThat(worker("echo \"$GATEHOLD_ATTEMPT\"; echo gone >&2; exit 75").exit()).isEqualTo(1);
    assertThat(over(run).path("reason").asString()).contains("exited with 75").contains("gone");
  }

  @Test
  void a_command_that_is_set_up_wrongly_or_reports_no_object_is_not_tried_again() {
    String first = started();
    assertThat(worker("exit 78").exit()).isEqualTo(1);
    assertThat(over(first).path("reason").asString()).contains("exited with 78");
    String second = started();
    assertThat(worker("echo '[1]' > \"$GATEHOLD_OUTPUT\"").exit()).isEqualTo(1);
    assertThat(over(second).path("reason").asString()).contains("holds no JSON object");
  }

  @Test
  void a_command_that_cannot_be_started_harms_no_task() {
    started();
    Result result = bob.run("worker", "--queue", queue, "--json", "/nowhere/to/be/found", "--x");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errorCode()).isEqualTo("command.unusable");
    assertThat(task(task -> true).path("state").asString()).isEqualTo("waiting");
    assertThat(task(task -> true).path("losses").asInt()).isZero();
  }

  @Test
  void a_cancelled_run_ends_the_command() throws Exception {
    String run = started();
    CompletableFuture<Result> worker =
        CompletableFuture.supplyAsync(
            () -> worker("echo \"::progress 0.4 $$\" >&2; exec sleep 600"));
    JsonNode working = task(task -> task.hasNonNull("message"));
    assertThat(working.path("progress").asDouble()).isEqualTo(0.4);
    long command = Long.parseLong(working.path("message").asString());
    assertThat(ProcessHandle.of(command)).isPresent();
    assertThat(alice.run("run", "cancel", run).exit()).isZero();
    Result result = worker.get(1, TimeUnit.MINUTES);
    assertThat(result.data().path("lost").asInt()).isEqualTo(1);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(ProcessHandle.of(command).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void the_task_of_a_worker_that_was_killed_is_done_by_another() throws Exception {
    String run = started();
    try (WorkerProcess worker = process("echo \"::progress 0.5 $$\" >&2; exec sleep 600")) {
      JsonNode working = task(task -> task.hasNonNull("message"));
      worker.kill();
      // Nobody is left to end the command.
      ProcessHandle.of(Long.parseLong(working.path("message").asString()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
    assertThat(worker("echo \"$GATEHOLD_ATTEMPT by another\"").exit()).isZero();
    assertThat(output(run, "/stdout")).isEqualTo("1 by another");
  }

  @Test
  void a_worker_that_is_ended_gives_its_task_back_and_its_command_with_it() throws Exception {
    started();
    try (WorkerProcess worker = process("echo \"::progress 0.5 $$\" >&2; exec sleep 600")) {
      JsonNode working = task(task -> task.hasNonNull("message"));
      assertThat(worker.stop()).isEqualTo(143);
      JsonNode left = task(task -> true);
      assertThat(left.path("state").asString()).isEqualTo("waiting");
      assertThat(left.path("losses").asInt()).isZero();
      assertThat(
              ProcessHandle.of(Long.parseLong(working.path("message").asString()))
                  .filter(ProcessHandle::isAlive))
          .isEmpty();
      assertThat(Files.readString(folder.resolve("worker.out"))).contains("1 given back");
    }
  }

  private WorkerProcess process(String script) throws IOException {
    return WorkerProcess.start(
        folder,
        server.url(),
        folder.resolve("config-bob"),
        "--queue",
        queue,
        "--parallel",
        "2",
        "--",
        "sh",
        "-c",
        script);
  }

  @Test
  void tasks_are_listed_for_people() {
    assertThat(alice.run("task", "list", "--queue", queue).out()).isEqualTo("No tasks.\n");
    String run = started();
    task(task -> true);
    assertThat(alice.run("task", "list", "--queue", queue).out())
        .contains("TASK", run + ".render.1", queue, "waiting");
  }

  @Test
  void wrong_usage_is_told() {
    assertThat(bob.run("worker", "--queue", queue, "--json").errorCode())
        .isEqualTo("usage.invalid");
    assertThat(bob.run("worker", "--json", "true").errorCode()).isEqualTo("usage.invalid");
    assertThat(
            bob.run("worker", "--queue", queue, "--once", "--parallel", "2", "--json", "true")
                .errorCode())
        .isEqualTo("usage.invalid");
    assertThat(bob.run("worker", "--queue", "No Queue", "--json", "true").errorCode())
        .isEqualTo("request.malformed");
  }
}
