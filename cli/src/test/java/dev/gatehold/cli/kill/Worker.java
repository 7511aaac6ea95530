package dev.gatehold.cli.kill;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.JsonText;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs, one after the other, and lets two rivals decide each of them at the same time. */
final class Worker implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Work of a node that died is taken over after half a minute; several may die one by one. */
  private static final long PATIENCE = Duration.ofMinutes(3).toNanos();

  private final Cast cast;
  private final Ledger ledger;
  private final AtomicInteger numbers;
  private final AtomicBoolean enough;
  private final RandomGenerator random;
  private final ExecutorService rivals;

  /** The three who call: one starts, two decide. */
  record Cast(Caller alice, Caller bob, Caller carol) {}

  Worker(
      Cast cast,
      Ledger ledger,
      AtomicInteger numbers,
      AtomicBoolean enough,
      RandomGenerator random,
      ExecutorService rivals) {
    this.cast = cast;
    this.ledger = ledger;
    this.numbers = numbers;
    this.enough = enough;
    this.random = random;
    this.rivals = rivals;
  }

  /** Works until it is enough, and leaves nothing half done that it began; gives how many runs. */
  @Override
  public Integer call() throws Exception {
    int runs = 0;
    for (; !enough.get(); runs++) {
      String run = start(numbers.incrementAndGet());
      JsonNode request = requestOf(run);
      String bobs = random.nextInt(4) == 0 ? "reject" : "approve";
      String carols = random.nextInt(4) == 0 ? "reject" : "approve";
      Future<?> bob = rivals.submit(() -> decide(cast.bob(), "bob", request, bobs));
      Future<?> carol = rivals.submit(() -> decide(cast.carol(), "carol", request, carols));
      bob.get();
      carol.get();
    }
    return runs;
  }

  private String start(int number) throws InterruptedException {
    ObjectNode body = JsonText.object().put("flow", "kill");
    body.putObject("input").put("number", number);
    Caller.Answer answer =
        cast.alice()
            .ask(() -> Call.post("runs").header("Idempotency-Key", "start-" + number).json(body));
    String run = Fields.raw(answer.body(), "id");
    ledger.started(number, run);
    ledger.countRepetitions(answer.repeated());
    return run;
  }

  /** The request that the run makes when its first step, a process, is done. */
  private JsonNode requestOf(String run) throws InterruptedException {
    long seen = 0;
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      long after = seen;
      JsonNode state =
          cast.alice().ask(() -> Call.get("runs", run).query("seen", after).waiting(LOOK)).body();
      if (state.path("requests").size() > 0) {
        String id = state.at("/requests/0").asString();
        return cast.bob().ask(() -> Call.get("requests", id)).body();
      }
      if (!Fields.raw(state, "status").equals("active") || System.nanoTime() > end) {
        throw new AssertionError("Expected the run to come to its gate, but: " + state);
      }
      seen = state.path("seq").asLong();
    }
  }

  private Void decide(Caller caller, String person, JsonNode request, String verdict)
      throws InterruptedException {
    String id = Fields.raw(request, "id");
    ObjectNode body = JsonText.object().put("verdict", verdict).put("comment", "rival");
    try {
      Caller.Answer answer =
          caller.ask(() ->
              Call.post("requests", id, "decisions")
                  .header("If-Match", '"' + Fields.raw(request, "subject") + '"')
                  .header("Idempotency-Key", "decide-" + id)
                  .json(body));
      ledger.countRepetitions(answer.repeated());
      String outcome = Fields.raw(answer.body(), "outcome");
      ledger.decided(new Ledger.Decision(Fields.raw(request, "run"), person, verdict, outcome));
    } catch (CliException refused) {
      if (!refused.code().equals("request.closed") && !refused.code().equals("run.ended")) {
        throw refused;
      }
      ledger.countRefusal();
    }
    return null;
  }
}
