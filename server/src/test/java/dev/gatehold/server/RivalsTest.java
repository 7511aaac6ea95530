package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens when several callers come at the same moment, or wait for each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RivalsTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "rotate");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static <T> List<T> together(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void ofEightRivalsExactlyOneDecidesAndAllOthersLearnTheOutcome() throws Exception {
    String request = server.startRotate("alice") + ".review";
    String subject = server.subjectOf(request);
    server.decision("dora", request, "approve").send().ok(200);
    List<Callable<Answer>> rivals = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String person = i % 2 == 0 ? "bob" : "carol";
      server.tokenOf(person);
      rivals.add(() -> server.decision(person, request, "approve", subject).send());
      rivals.add(() ->
          server
              .as(person, "POST", "/requests/" + request + "/decisions")
              .header("If-Match", "\"" + subject + "\"")
              .json(Map.of("verdict", "reject", "comment", "no"))
              .send());
    }

    List<Answer> answers = together(rivals);

    List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(won).hasSize(1);
    String outcome = won.getFirst().text("/outcome");
    assertThat(answers.stream().filter(answer -> answer.status() != 200))
        .hasSize(7)
        .allSatisfy(answer ->
            assertThat(answer.problem(409, "request.closed").at("/outcome").asString())
                .isEqualTo(outcome));
  }

  @Test
  void eightStartsUnderOneKeyMakeOneRun() throws Exception {
    server.tokenOf("bob");
    List<Callable<String>> starts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      starts.add(() ->
          server
              .as("bob", "POST", "/runs")
              .header("Idempotency-Key", "only-once")
              .json(Map.of("flow", "rotate", "input", Map.of("service", "billing")))
              .send()
              .ok(201)
              .at("/id")
              .asString());
    }

    assertThat(together(starts)).hasSize(8).containsOnly(together(starts).getFirst());
  }

  @Test
  void aDecisionUnderTheSameKeyIsAnsweredAgainAndCountsOnce() {
    String request = server.startRotate("alice") + ".review";
    String subject = server.subjectOf(request);

    for (int i = 0; i < 3; i++) {
      JsonNode body =
          server
              .decision("bob", request, "approve", subject)
              .header("Idempotency-Key", "decide-once")
              .send()
              .ok(200);
      assertThat(body.at("/decisions").size()).isEqualTo(1);
    }
  }

  @Test
  void whoeverWaitsForARequestIsWokenByItsOutcome() throws Exception {
    String request = server.startRotate("alice") + ".review";
    String subject = server.subjectOf(request);
    server.decision("dora", request, "approve").send().ok(200);
    server.tokenOf("bob");
    long begin = System.nanoTime();

    List<Answer> answers =
        together(
            List.of(
                () -> server.as("alice", "GET", "/requests/" + request + "?wait=60s").send(),
                () -> server.decision("bob", request, "approve", subject).send()));

    assertThat(answers.getFirst().ok(200).at("/outcome").asString()).isEqualTo("approved");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void whoeverWaitsForARunIsWokenByItsNextEntry() throws Exception {
    String run = server.startRotate("alice");
    long seen = server.as("alice", "GET", "/runs/" + run).send().ok(200).at("/seq").asLong();
    server.tokenOf("bob");

    List<Answer> answers =
        together(
            List.of(
                () ->
                    server
                        .as("alice", "GET", "/runs/" + run + "?seen=" + seen + "&wait=60s")
                        .send(),
                () ->
                    server
                        .as("bob", "POST", "/runs/" + run + "/cancel")
                        .json(Map.of("reason", "enough"))
                        .send()));

    assertThat(answers.getFirst().ok(200).at("/seq").asLong()).isGreaterThan(seen);
  }

  @Test
  void waitingEndsWhenTimeIsUp() {
    String run = server.startRotate("alice");

    JsonNode body =
        server.as("alice", "GET", "/requests/" + run + ".review?wait=20ms").send().ok(200);

    assertThat(body.at("/status").asString()).isEqualTo("open");
    server.as("alice", "GET", "/runs/" + run + "?seen=99&wait=20ms").send().ok(200);
  }

  @Test
  void aStoppingServerAnswersThoseWhoWait(@TempDir Path folder) throws Exception {
    TestServer stopping = TestServer.inMemory(folder);
    stopping.publish("alice", "rotate");
    String request = stopping.startRotate("alice") + ".review";
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> waiting =
          threads.submit(
              () -> stopping.as("alice", "GET", "/requests/" + request + "?wait=60s").send());
      stopping.server().awaitWaiting();

      stopping.close();

      assertThat(waiting.get().ok(200).at("/status").asString()).isEqualTo("open");
    }
  }
}
