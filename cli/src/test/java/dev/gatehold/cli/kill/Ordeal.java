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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Breaks real servers again and again, in the middle of starts and decisions, and then holds their
 * journals against what the callers were told: an answer that came was true, one that did not come
 * may be either, and nothing happened twice.
 */
final class Ordeal {
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

  private final Path folder;
  private final int faults;
  private final SplittableRandom random;

  /** What befalls a site. */
  interface Fault {
    void strike(Site site, SplittableRandom random) throws Exception;
  }

  /**
   * Prepares one in this folder.
   *
   * @param faults how many there are unless {@code gatehold.kill.faults} says so
   */
  Ordeal(Path folder, int faults) throws IOException {
    this.folder = folder;
    this.faults = Integer.getInteger("gatehold.kill.faults", faults);
    long seed = Long.getLong("gatehold.seed", System.nanoTime());
    System.out.println("Ordeal of " + this.faults + " faults: -Dgatehold.seed=" + seed);
    this.random = new SplittableRandom(seed);
    Files.writeString(people(), PEOPLE);
  }

  Path people() {
    return folder.resolve("people.yaml");
  }

  /** Works on the site and strikes it; returns when everything that was told has been found. */
  void endure(Site site, Fault fault) throws Exception {
    Ledger ledger = new Ledger();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      String alice = token(site, "alice");
      Worker.Cast cast =
          new Worker.Cast(new Caller(site, alice), caller(site, "bob"), caller(site, "carol"));
      new FlowLoader(api(site, alice)).load(List.of(flowFile()), "");
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger numbers = new AtomicInteger();
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Worker worker = new Worker(cast, ledger, numbers, enough, random.split(), threads);
        workers.add(threads.submit(() -> toTheEnd(worker, site)));
      }
      int strikes = strikeAgainAndAgain(site, fault, ledger);
      enough.set(true);
      for (Future<Integer> worker : workers) {
        worker.get(2, TimeUnit.MINUTES);
      }
      audit(api(site, alice), ledger, strikes);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("The servers say: " + site.log(), e);
    } finally {
      // Workers go on until they are told: one who waited for them here would hide what failed.
      threads.shutdownNow();
    }
  }

  // Nobody strikes on, or waits for answers, when one of those who would get them has failed.
  private static int toTheEnd(Worker worker, Site site) throws Exception {
    try {
      return worker.call();
    } catch (Exception | Error e) {
      site.giveUp(e);
      throw e;
    }
  }

  /**
   * Strikes at a random number of answers, while other calls are on their way; a few times more
   * when no strike has cut an answer off, as may happen with servers that are quick.
   *
   * @return how often
   */
  private int strikeAgainAndAgain(Site site, Fault fault, Ledger ledger) throws Exception {
    int strike = 0;
    for (; strike < faults || (ledger.repetitions() == 0 && strike < 10 * faults); strike++) {
      site.awaitAnswers(random.nextInt(10, 60));
      fault.strike(site, random);
    }
    return strike;
  }

  private void audit(Api api, Ledger ledger, int strikes) {
    awaitEnds(api);
    Audit audit = new Audit(api);
    audit.read();
    audit.checkNoDoubles();
    ledger.runs().forEach(audit::checkStart);
    ledger.decisions().forEach(audit::checkDecision);
    System.out.println(strikes + " faults, " + audit.runs() + " runs; told: " + ledger);
    assertThat(audit.runs()).isEqualTo(ledger.runs().size());
    assertThat(ledger.decisions()).hasSize(audit.runs());
    assertThat(ledger.repetitions())
        .as("answers that a fault cut off: without any, nothing was tested")
        .isPositive();
  }

  /** No run is stuck: everything was decided, so everything must come to its end. */
  private static void awaitEnds(Api api) {
    JsonNode active =
        api.send(Call.get("runs").query("status", "active").query("limit", 200)).body();
    for (JsonNode run : Fields.items(active, "items")) {
      Patience patience = new Patience(InstantSource.system(), Duration.ofSeconds(90));
      JsonNode last = new Follower(api).follow(Fields.raw(run, "id"), patience, state -> {});
      assertThat(Fields.raw(last, "status")).as("%s", last).isNotEqualTo("active");
    }
  }

  /** Somebody of the people, who calls this site. */
  Caller caller(Site site, String user) throws IOException, InterruptedException {
    return new Caller(site, token(site, user));
  }

  private Path flowFile() throws IOException {
    Path file = Files.createDirectories(folder.resolve("kill")).resolve("flow.yaml");
    return Files.writeString(file, FLOW);
  }

  private String token(Site site, String user) throws IOException, InterruptedException {
    Path file = folder.resolve("gatehold-data").resolve("dev-password");
    String password = Files.readString(file).strip();
    Call login =
        Call.post("login").json(JsonText.object().put("user", user).put("password", password));
    return Fields.raw(new Api(URI.create(site.line().url()), null).send(login).body(), "token");
  }

  private static Api api(Site site, String token) throws InterruptedException {
    return new Api(URI.create(site.line().url()), token);
  }
}
