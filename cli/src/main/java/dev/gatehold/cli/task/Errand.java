package dev.gatehold.cli.task;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One task: runs the command, sends signs of life meanwhile, brings the result. */
final class Errand {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** 128 + INT, 128 + TERM: what ends a worker at a terminal ends its commands, too. */
  private static final Set<Integer> ENDED_FROM_OUTSIDE = Set.of(130, 143);

  private static final Set<String> PASSING =
      Set.of("server.unreachable", "server.interrupted", "store.unavailable");

  private final Api api;
  private final Workbench bench;
  private final Claimed task;
  private final AtomicReference<@Nullable Said> news = new AtomicReference<>();

  Errand(Api api, Workbench bench, Claimed task) {
    this.api = api;
    this.bench = bench;
    this.task = task;
  }

  /** How it ended. */
  enum End {
    DONE,
    FAILED,
    LOST,
    RETURNED
  }

  End run() throws IOException, InterruptedException {
    Path file = Files.createTempFile("gatehold-task", ".json");
    try {
      return run(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private End run(Path file) throws InterruptedException {
    RunningTask running = start(file);
    try {
      Pulse pulse = new Pulse(api, task);
      while (!running.awaitEnd(TICK)) {
        if (bench.stopping().hasBegun()) {
          running.stop();
          return giveBack();
        }
        if (!pulse.beats(news.get())) {
          bench.say("Task " + task.id() + " is not this worker's any more; its command is ended.");
          return End.LOST;
        }
      }
    } finally {
      running.end();
    }
    if (ENDED_FROM_OUTSIDE.contains(running.exit()) && bench.stopping().await(PAUSE)) {
      return giveBack();
    }
    return bring(Result.of(running.exit(), file, running.captured()));
  }

  private RunningTask start(Path file) throws InterruptedException {
    try {
      return RunningTask.start(
          bench.command(), bench.folder(), environment(file), task.input(), this::heed);
    } catch (IOException unusable) {
      giveBack();
      CliException error =
          new CliException(
              ExitCode.USAGE,
              "command.unusable",
              "Expected to start '"
                  + bench.command().getFirst()
                  + "', but: "
                  + unusable.getMessage()
                  + ".",
              Next.say("Correct the command; the task was given back."));
      error.initCause(unusable);
      throw error;
    }
  }

  private Map<String, String> environment(Path file) {
    Map<String, String> environment = new LinkedHashMap<>(bench.variables());
    environment.put("GATEHOLD_SERVER", api.server().toString());
    environment.put("GATEHOLD_TASK", task.id());
    environment.put("GATEHOLD_RUN", task.run());
    environment.put("GATEHOLD_STEP", task.step());
    environment.put("GATEHOLD_ATTEMPT", task.attempt());
    environment.put("GATEHOLD_DRAFT", String.valueOf(task.draft()));
    environment.put("GATEHOLD_OUTPUT", file.toString());
    return environment;
  }

  private void heed(String line) {
    Said said = Said.of(line);
    if (said == null) {
      bench.pass(line);
    } else {
      news.set(said);
    }
  }

  private End giveBack() throws InterruptedException {
    bench.say("Task " + task.id() + " is given back.");
    return send("release", task.body()) ? End.RETURNED : End.LOST;
  }

  private End bring(Result result) throws InterruptedException {
    return switch (result) {
      case Result.Done(var output) -> complete(output);
      case Result.Failed failed -> fail(failed);
    };
  }

  private End complete(ObjectNode output) throws InterruptedException {
    ObjectNode body = task.body();
    body.set("output", output);
    try {
      return send("complete", body) ? End.DONE : End.LOST;
    } catch (CliException refused) {
      return fail(new Result.Failed("task.output", refused.message(), false));
    }
  }

  private End fail(Result.Failed failed) throws InterruptedException {
    bench.say("Task " + task.id() + " failed: " + failed.message());
    ObjectNode body =
        task.body()
            .put("code", failed.code())
            .put("message", failed.message())
            .put("retryable", failed.retryable());
    return send("fail", body) ? End.FAILED : End.LOST;
  }

  /**
   * Sends it, again and again while the server does not answer, which does no harm; says whether
   * the task was still this worker's.
   */
  private boolean send(String verb, JsonNode body) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        api.send(task.post(verb, body));
        return true;
      } catch (CliException e) {
        if (e.code().equals("lease.lost")) {
          bench.say("Task " + task.id() + " was somebody else's by now; the result is dropped.");
          return false;
        }
        if (!PASSING.contains(e.code()) || System.nanoTime() - begun > bench.patience().toNanos()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Whether an error is one that a restart of the server brings and takes away. */
  static boolean passes(CliException error) {
    return PASSING.contains(error.code());
  }

  /** The body of a claim. */
  static ObjectNode claim(String queue, String worker, String patience) {
    return JsonText.object().put("queue", queue).put("worker", worker).put("wait", patience);
  }
}
