package dev.gatehold.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.run.Follower;
import dev.gatehold.cli.server.FlowLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills a real server with SIGKILL again and again, in the middle of starts and decisions, and then
 * holds its journals against what its callers were told.
 */
class KillTest {
  private static final int KILLS = 20;
  private static final int WORKERS = 4;
  private static final String PEOPLE =
      """
      people:
        - { id: alice, name: Alice, groups: [engineers] }
        - { id: bob, name: Bob, groups: [engineers] }
        - { id: carol, name: Carol, groups: [engineers] }
      """;
  private static final String FLOW =
      """
      flow: kill
      title: Survive
      input:
        type: object
        required: [number]
        properties: { number: { type: integer } }
      steps:
        - id: before
          exec: { command: [cat], stdin: "${{ input.number }}" }
        - id: review
          approval: { title: "Number ${{ input.number }}", requires: group:engineers }
        - id: after
          exec: { command: [cat], stdin: "${{ steps.before.output.stdout }}" }
      """;

  @TempDir Path folder;

  @Test
  void what_was_acknowledged_outlives_every_kill_exactly_once() throws Exception {
    long seed = Long.getLong("gatehold.seed", System.nanoTime());
    System.out.println("KillTest seed: -Dgatehold.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Files.writeString(folder.resolve("people.yaml"), PEOPLE);
    Ledger ledger = new Ledger();
    try (Power power = new Power(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String alice = token(power, "alice");
      Worker.Cast cast =
          new Worker.Cast(
              new Caller(power, alice),
              new Caller(power, token(power, "bob")),
              new Caller(power, token(power, "carol")));
      new FlowLoader(api(power, alice)).load(List.of(flowFile()), "");
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger numbers = new AtomicInteger();
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(
            threads.submit(
                new Worker(cast, ledger, numbers, enough, random.split(), threads)));
      }
      killAgainAndAgain(power, workers, random);
      enough.set(true);
      for (Future<Integer> worker : workers) {
        worker.get(2, TimeUnit.MINUTES);
      }
      audit(api(power, alice), ledger);
    }
  }

  /** Kills at a random number of answers, while other calls are on their way. */
  private static void killAgainAndAgain(
      Power power, List<Future<Integer>> workers, SplittableRandom random) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      try {
        power.awaitAnswers(random.nextInt(10, 60));
      } catch (TimeoutException silence) {
        for (Future<Integer> worker : workers) {
          if (worker.isDone()) {
            worker.get();
          }
        }
        throw new AssertionError("The server says: " + power.log(), silence);
      }
      power.cut();
    }
  }

  private void audit(Api api, Ledger ledger) {
    awaitEnds(api);
    Audit audit = new Audit(api);
    audit.read();
    audit.checkNoDoubles();
    ledger.runs().forEach(audit::checkStart);
    ledger.decisions().forEach(audit::checkDecision);
    System.out.println(KILLS + " kills, " + audit.runs() + " runs; told: " + ledger);
    assertThat(audit.runs()).isEqualTo(ledger.runs().size());
    assertThat(ledger.decisions()).hasSize(audit.runs());
    assertThat(ledger.repetitions())
        .as("answers that a kill cut off: without any, nothing was tested")
        .isPositive();
  }

  /** No run is stuck: everything was decided, so everything must come to its end. */
  private static void awaitEnds(Api api) {
    JsonNode active =
        api.send(Call.get("runs").query("status", "active").query("limit", 200)).body();
    for (JsonNode run : Fields.items(active, "items")) {
      Patience patience = new Patience(InstantSource.system(), Duration.ofSeconds(60));
      JsonNode last = new Follower(api).follow(Fields.raw(run, "id"), patience, state -> {});
      assertThat(Fields.raw(last, "status")).as("%s", last).isNotEqualTo("active");
    }
  }

  private Path flowFile() throws IOException {
    Path file = Files.createDirectories(folder.resolve("kill")).resolve("flow.yaml");
    return Files.writeString(file, FLOW);
  }

  private String token(Power power, String user) throws IOException {
    Path file = folder.resolve("gatehold-data").resolve("dev-password");
    String password = Files.readString(file).strip();
    Call login =
        Call.post("login").json(JsonText.object().put("user", user).put("password", password));
    return Fields.raw(new Api(URI.create(power.line().url()), null).send(login).body(), "token");
  }

  private static Api api(Power power, String token) {
    return new Api(URI.create(power.line().url()), token);
  }
}
