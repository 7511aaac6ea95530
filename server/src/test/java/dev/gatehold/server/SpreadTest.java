package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.testkit.VirtualClock;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server over two databases, over HTTP. */
class SpreadTest {
  private static final String GATE =
      """
      flow: ship
      title: Ship an order
      input: { type: object, properties: { order: { type: string } } }
      triggers:
        - id: orders
          event: { name: order.new }
          input: { order: "${{ event.key }}" }
          overlap: skip
      steps:
        - { id: go, approval: { title: "Ship ${{ input.order }}?", requires: "group:sre" } }
        - { id: paid, wait: { event: order.paid, key: "${{ input.order }}", within: 30d } }
      """;

  @TempDir Path folder;
  private final String first = PostgresServer.shared().newDatabase();
  private final String second = PostgresServer.shared().newDatabase();
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-23T10:00:00Z"));

  private ServerSettings settings(String... urls) {
    return TestServer.settings(folder)
        .withDatabases(Stream.of(urls).map(url -> PostgresPlace.of(url).with(6)).toList());
  }

  private TestServer server(String... urls) {
    ServerSettings settings = settings(urls);
    return TestServer.on(settings, Backing.of(settings, clock));
  }

  private static TestServer.Call starting(TestServer server, String order) {
    return server
        .as("bob", "POST", "/runs")
        .json(Map.of("flow", "ship", "input", Map.of("order", order)));
  }

  private static String idOf(Answer answer) {
    return answer.ok(201).at("/id").asString();
  }

  private static List<String> start(TestServer server, int count, String order) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(idOf(starting(server, order + i).send()));
    }
    return runs;
  }

  private static List<String> pages(TestServer server, String path, int size) {
    List<String> ids = new ArrayList<>();
    String next = path + (path.contains("?") ? "&" : "?") + "limit=" + size;
    String page = next;
    while (true) {
      JsonNode answer = server.as("alice", "GET", page).send().ok(200);
      answer.at("/items").forEach(item -> ids.add(item.at("/id").asString()));
      if (answer.at("/next_cursor").isNull() || answer.at("/next_cursor").isMissingNode()) {
        return ids;
      }
      page = next + "&cursor=" + answer.at("/next_cursor").asString();
    }
  }

  private static String status(TestServer server, String run) {
    return server.as("bob", "GET", "/runs/" + run).send().ok(200).at("/status").asString();
  }

  private static void await(String what, Supplier<Boolean> reached) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!reached.get()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static long in(int home, List<String> runs) {
    return runs.stream().filter(run -> Home.of(run).number() == home).count();
  }

  @Test
  void runsOfBothAreDecidedListedAndWaitForEventsAsIfTheyWereInOne() {
    try (TestServer server = server(first, second)) {
      server.publish("alice", "ship", GATE);
      List<String> runs = start(server, 8, "o-");
      assertThat(in(1, runs)).isEqualTo(4);
      assertThat(in(2, runs)).isEqualTo(4);

      assertThat(pages(server, "/runs", 3)).isEqualTo(runs.stream().sorted().toList().reversed());
      assertThat(pages(server, "/requests?mine=true", 3))
          .containsExactlyInAnyOrderElementsOf(runs.stream().map(run -> run + ".go").toList());

      for (String run : runs) {
        server.decision("carol", run + ".go", "approve").send().ok(200);
      }
      assertThat(pages(server, "/requests?state=closed", 3)).hasSize(8);
      for (int i = 0; i < 8; i++) {
        server
            .as("bob", "POST", "/events")
            .json(Map.of("name", "order.paid", "key", "o-" + i))
            .send()
            .ok(202);
      }
      for (String run : runs) {
        await(run + " ends", () -> status(server, run).equals("completed"));
      }
      server
          .as("bob", "GET", "/runs/" + runs.getFirst() + "-7")
          .send()
          .problem(503, "home.elsewhere");
      assertThat(server.call("GET", "/health").send().ok(200).at("/status").asString())
          .isEqualTo("up");
    }
  }

  @Test
  void fromOneDatabaseToTwoNothingIsLostAndNothingIsStartedTwice() {
    Map<String, String> keyed = new HashMap<>();
    List<String> waiting;
    try (TestServer server = server(first)) {
      server.publish("alice", "ship", GATE);
      waiting = start(server, 3, "early-");
      for (int i = 0; i < 12; i++) {
        keyed.put("k" + i, idOf(keyed(server, "k" + i)));
      }
    }
    try (TestServer server = server(first, second)) {
      assertThat(in(2, start(server, 4, "joining-"))).isZero();
      clock.advance(Duration.ofMinutes(9).plusSeconds(45));
      List<Answer> held = new ArrayList<>();
      for (int i = 100; i < 112; i++) {
        Answer answer = keyed(server, "k" + i);
        if (answer.status() == 503) {
          held.add(answer);
        } else {
          assertThat(in(1, List.of(idOf(answer)))).isEqualTo(1);
        }
      }
      assertThat(held).as("keys that are about to move").isNotEmpty().hasSizeLessThan(12);
      clock.advance(Duration.ofSeconds(15));

      keyed.forEach((key, run) -> assertThat(idOf(keyed(server, key))).isEqualTo(run));
      Map<String, String> fresh = new HashMap<>();
      for (int i = 200; i < 212; i++) {
        fresh.put("k" + i, idOf(keyed(server, "k" + i)));
      }
      assertThat(in(2, List.copyOf(fresh.values()))).isBetween(1L, 11L);
      fresh.forEach((key, run) -> assertThat(idOf(keyed(server, key))).isEqualTo(run));
      assertThat(in(2, start(server, 4, "late-"))).isEqualTo(2);

      for (String run : waiting) {
        server.decision("carol", run + ".go", "approve").send().ok(200);
        assertThat(status(server, run)).isEqualTo("active");
      }
    }
    try (TestServer server = server(first, second)) {
      waiting.forEach(run -> assertThat(status(server, run)).isEqualTo("active"));
    }
  }

  private static Answer keyed(TestServer server, String key) {
    return starting(server, "same").header("Idempotency-Key", key).send();
  }

  @Test
  void aTriggerSkipsWhileItsRunIsActiveInWhicheverDatabase() {
    try (TestServer server = server(first, second)) {
      server.publish("alice", "ship", GATE);
      List<String> runs = new ArrayList<>();
      for (int i = 0; in(2, runs) == 0; i++) {
        assertThat(i).isLessThan(40);
        String run = fired(server, "order-" + i, "/last_fired/run");
        runs.add(run);
        String skipped = fired(server, "order-" + i + "-again", "/last_skipped/why");
        assertThat(skipped).isEqualTo("Run " + run + " was still active.");
        server.as("alice", "POST", "/runs/" + run + "/cancel").json(Map.of()).send().ok(200);
      }
    }
  }

  /** What a firing leaves at this place of the trigger. */
  private static String fired(TestServer server, String key, String field) {
    String before = trigger(server).at(field).asString("");
    server
        .as("bob", "POST", "/events")
        .json(Map.of("name", "order.new", "key", key))
        .send()
        .ok(202);
    await(key, () -> !trigger(server).at(field).asString("").equals(before));
    return trigger(server).at(field).asString();
  }

  private static JsonNode trigger(TestServer server) {
    return server.as("alice", "GET", "/flows/ship/triggers").send().ok(200).at("/items/0");
  }

  @Test
  void aReleaseStaysWhileARunOfTheSecondIsPinnedToIt() {
    try (TestServer server = server(first, second)) {
      server.publish("alice", "ship", GATE);
      List<String> runs = start(server, 2, "o-");
      server.publish("alice", "ship", GATE.replace("30d", "40d"));
      String ofFirst =
          runs.stream().filter(run -> in(1, List.of(run)) == 1).findFirst().orElseThrow();
      server.as("alice", "POST", "/runs/" + ofFirst + "/cancel").json(Map.of()).send().ok(200);
      server.as("alice", "DELETE", "/flows/ship/releases/1").send().problem(409, "release.in_use");
      for (String run : runs) {
        if (!run.equals(ofFirst)) {
          server.as("alice", "POST", "/runs/" + run + "/cancel").json(Map.of()).send().ok(200);
        }
      }
      server.as("alice", "DELETE", "/flows/ship/releases/1").send().ok(204);
    }
  }

  @Test
  void aListThatIsNotTheirsIsRefused() {
    server(first, second).close();
    assertThatThrownBy(() -> server(second, first))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in the order in which they joined");
    assertThatThrownBy(() -> server(first))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Expected all 2 databases");
  }

  @Test
  void whenTheSecondGoesDownItsRunsSaySoAndThoseOfTheFirstGoOn() {
    try (PostgresServer other = PostgresServer.started()) {
      String away = other.newDatabase();
      ServerSettings settings = settings(first, away);
      try (TestServer server = TestServer.on(settings)) {
        server.publish("alice", "ship", GATE);
        List<String> runs = start(server, 2, "o-");
        String here =
            runs.stream().filter(run -> in(1, List.of(run)) == 1).findFirst().orElseThrow();
        String there =
            runs.stream().filter(run -> in(2, List.of(run)) == 1).findFirst().orElseThrow();
        String subject = server.subjectOf(there + ".go");

        other.crash();
        server.as("bob", "GET", "/runs").send().problem(503, "store.unavailable");
        server
            .decision("carol", there + ".go", "approve", subject)
            .send()
            .problem(503, "store.unavailable");
        await(
            "the first is the only one to start runs",
            () ->
                server
                    .call("GET", "/health")
                    .send()
                    .ok(200)
                    .at("/status")
                    .asString()
                    .equals("partly up"));
        assertThat(in(1, start(server, 6, "meanwhile-"))).isEqualTo(6);
        server.decision("carol", here + ".go", "approve").send().ok(200);
        server
            .as("bob", "POST", "/events")
            .json(Map.of("name", "order.paid", "key", here.equals(runs.getFirst()) ? "o-0" : "o-1"))
            .send()
            .ok(202);
        await("an event reaches who waits", () -> status(server, here).equals("completed"));

        other.restart();
        await(
            "the second is back",
            () ->
                server.call("GET", "/health").send().ok(200).at("/status").asString().equals("up"));
        server.decision("carol", there + ".go", "approve", subject).send().ok(200);
        assertThat(pages(server, "/runs", 3)).hasSize(8);
      }
    }
  }
}
