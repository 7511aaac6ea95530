package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.client.ServerRefused;
import dev.gatehold.client.Task;
import dev.gatehold.client.TaskFailed;
import dev.gatehold.client.TaskHandler;
import dev.gatehold.client.Worker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The client for Java programs, on a real server. */
@Timeout(120)
class JavaWorkerTest {
  private static final String FLOW =
      """
      flow: film
      title: Render a film
      input: { type: object, properties: { scene: { type: string } } }
      steps:
        - id: render
          retry: { attempts: 2, delay: 0s }
          task: { queue: render, input: { scene: "${{ input.scene }}" }, lease: 3s }
        - id: note
          set: { film: "${{ steps.render.output.film }}" }
      """;

  @TempDir Path folder;

  private TestServer server() {
    TestServer server = TestServer.inMemory(folder);
    server.publish("alice", "film", FLOW);
    return server;
  }

  private static Worker worker(TestServer server, int hands, TaskHandler handler) {
    return Worker.of(server.baseUri(), server.tokenOf("bob"), "render")
        .named("blender-1")
        .hands(hands)
        .start(handler);
  }

  private static String started(TestServer server, String scene) {
    return server.run("alice", "film", Map.of("scene", scene));
  }

  private static JsonNode ended(TestServer server, String run) {
    return Changes.whenOver(server, run + ".x");
  }

  private static JsonNode step(JsonNode run, String id) {
    for (JsonNode step : run.at("/steps")) {
      if (step.at("/id").asString().equals(id)) {
        return step;
      }
    }
    throw new AssertionError(id);
  }

  @Test
  void aTaskIsDoneWithItsInputAndItsOutputGoesOn() throws Exception {
    Path film = Files.writeString(folder.resolve("film.txt"), "the film");
    List<Task> seen = new CopyOnWriteArrayList<>();
    try (TestServer server = server();
        Worker worker =
            worker(
                server,
                1,
                task -> {
                  seen.add(task);
                  return Map.of("film", task.attach("film.txt", "text/plain", film));
                })) {
      assertThat(worker).isNotNull();
      String run = started(server, "forest");
      JsonNode over = ended(server, run);
      assertThat(over.at("/status").asString()).isEqualTo("completed");
      assertThat(step(over, "note").at("/output/film/name").asString()).isEqualTo("film.txt");
      assertThat(seen)
          .singleElement()
          .satisfies(task -> {
            assertThat(task.id()).isEqualTo(run + ".render.1");
            assertThat(task.input()).isEqualTo(Map.of("scene", "forest"));
            assertThat(task.draft()).isFalse();
          });
    }
  }

  @Test
  void failuresAreToldInTheirWords() throws Exception {
    try (TestServer server = server();
        Worker worker =
            worker(
                server,
                1,
                task -> {
                  if (task.attempt() == 1) {
                    throw new IllegalStateException("the disk is full");
                  }
                  throw new TaskFailed("render.license", "There is no license.", false);
                })) {
      assertThat(worker).isNotNull();
      JsonNode over = ended(server, started(server, "forest"));
      assertThat(step(over, "render").at("/attempt").asInt()).isEqualTo(2);
      assertThat(step(over, "render").at("/error/code").asString()).isEqualTo("render.license");
    }
  }

  @Test
  void severalHandsWorkSideBySide() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    try (TestServer server = server();
        Worker worker =
            worker(
                server,
                4,
                task -> {
                  together.await(60, TimeUnit.SECONDS);
                  return Map.of("film", task.input().get("scene"));
                })) {
      assertThat(worker).isNotNull();
      List<String> runs =
          List.of("a", "b", "c", "d").stream().map(scene -> started(server, scene)).toList();
      for (String run : runs) {
        assertThat(ended(server, run).at("/status").asString()).isEqualTo("completed");
      }
    }
  }

  @Test
  void signsOfLifeKeepATaskThatTakesLongerThanItsLease() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    try (TestServer server = server();
        Worker worker =
            worker(
                server,
                1,
                task -> {
                  task.progress(0.5, "frame 12");
                  assertThat(looked.await(60, TimeUnit.SECONDS)).isTrue();
                  return Map.of("film", "done");
                })) {
      assertThat(worker).isNotNull();
      String run = started(server, "forest");
      JsonNode item = heard(server);
      assertThat(item.at("/progress").asDouble()).isEqualTo(0.5);
      assertThat(item.at("/message").asString()).isEqualTo("frame 12");
      looked.countDown();
      JsonNode over = ended(server, run);
      assertThat(over.at("/status").asString()).isEqualTo("completed");
      assertThat(step(over, "render").at("/attempt").asInt()).isEqualTo(1);
    }
  }

  /** The task once its worker has said how far it is. */
  private static JsonNode heard(TestServer server) {
    while (true) {
      JsonNode items = server.as("bob", "GET", "/tasks?queue=render").send().ok(200).at("/items");
      if (items.size() == 1 && items.get(0).hasNonNull("progress")) {
        return items.get(0);
      }
    }
  }

  @Test
  void workThatNobodyWantsAnyMoreIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (TestServer server = server();
        Worker worker =
            worker(
                server,
                1,
                _ -> {
                  begun.countDown();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                  return Map.of();
                })) {
      assertThat(worker).isNotNull();
      String run = started(server, "forest");
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      server.as("alice", "POST", "/runs/" + run + "/cancel").json(Map.of()).send().ok(200);
      assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aWorkerThatIsClosedGivesItsTaskBackAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (TestServer server = server()) {
      Worker first =
          worker(
              server,
              1,
              _ -> {
                begun.countDown();
                never.await();
                return Map.of();
              });
      String run = started(server, "forest");
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      JsonNode items = server.as("bob", "GET", "/tasks?queue=render").send().ok(200).at("/items");
      assertThat(items.get(0).at("/state").asString()).isEqualTo("waiting");
      try (Worker second = worker(server, 1, _ -> Map.of("film", "done"))) {
        assertThat(second).isNotNull();
        JsonNode over = ended(server, run);
        assertThat(step(over, "render").at("/attempt").asInt()).isEqualTo(1);
      }
    }
  }

  @Test
  void aWorkerThatTheServerRefusesSaysWhy() {
    try (TestServer server = server();
        Worker stranger = Worker.of(server.baseUri(), "no-token", "render").start(_ -> Map.of())) {
      assertThatExceptionOfType(ServerRefused.class)
          .isThrownBy(stranger::await)
          .satisfies(refused -> assertThat(refused.status()).isEqualTo(401));
    }
  }

  @Test
  void aWorkerWaitsForAServerThatIsNotThereYet() throws Exception {
    Worker early =
        Worker.of(URI.create("http://127.0.0.1:1"), "token", "render").start(_ -> Map.of());
    early.close();
    early.await();
  }
}
