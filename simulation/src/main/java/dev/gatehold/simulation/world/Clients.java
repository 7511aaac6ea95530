package dev.gatehold.simulation.world;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.event.Announcement;
import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.law.Answered;
import dev.gatehold.simulation.law.Chronicle;
import dev.gatehold.simulation.machine.SimulatedHost;
import dev.gatehold.simulation.store.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Callers as they should be: who does not know what became of a call says the same again. */
final class Clients {
  private static final int TRIES = 8;
  private static final ReleaseRef ANY = new ReleaseRef("any", 1, Digest.of("any"));

  private final World world;
  private final RandomGenerator random;
  private final Mistake mistake;
  private final SimulatedHost host;
  private int keys;

  Clients(World world, RandomGenerator random, Mistake mistake) {
    this.world = world;
    this.random = random;
    this.mistake = mistake;
    this.host = new SimulatedHost(world.scheduler(), world.outside(), random);
  }

  /** A fresh idempotency key; now and then none, or an old one. */
  @Nullable String key() {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> "key-" + random.nextInt(keys + 1);
      default -> "key-" + ++keys;
    };
  }

  void start(String flow, Principal requester) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("service", random.nextBoolean() ? "billing" : "search");
    input.put("amount", (long) random.nextInt(3));
    String key = "key-" + ++keys;
    world.begin(() -> {
      Reply reply = persist(engine -> engine.startRun(flow, null, input, requester, key));
      if (reply != null) {
        world
            .observer()
            .answered(
                new Submission(
                    "run_none", new Command.StartRun("run_none", ANY, input), requester, key),
                reply,
                null);
      }
    });
  }

  void submit(Submission submission) {
    world.begin(() -> {
      Answered.Heard first = world.observer().heard(submission);
      Submission taken = mistake.submission(submission);
      Reply reply =
          submission.key() == null
              ? once(engine -> engine.submit(taken))
              : persist(engine -> engine.submit(taken));
      if (reply != null) {
        world.observer().answered(submission, reply, first);
      }
    });
  }

  void publish() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("order", (long) random.nextInt(5));
    String mark = random.nextInt(3) == 0 ? null : "mark-" + ++keys;
    Announcement announcement = new Announcement("order.paid", null, data, mark);
    world.begin(() -> {
      var published =
          mark == null
              ? once(engine -> engine.events().publish(announcement, Cast.PIPELINE))
              : persist(engine -> engine.events().publish(announcement, Cast.PIPELINE));
      if (published != null) {
        world.observer().published(published.event().id());
      }
    });
  }

  void look(@Nullable Chronicle run) {
    if (run != null) {
      long since = world.observer().acknowledged(run.run());
      world.begin(() -> {
        Optional<RunView> view = once(engine -> engine.view(run.run()));
        if (view != null) {
          view.ifPresent(found -> world.observer().viewed(found, since));
        }
      });
    }
  }

  /** Asks once; null when nobody answered. */
  <T> @Nullable T once(Function<DurableEngine, T> request) {
    Call<T> call = ask(request);
    try {
      return call.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks until somebody answers or patience ends; refused words are not said again. */
  <T> @Nullable T persist(Function<DurableEngine, T> request) {
    try {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        Call<T> call = ask(request);
        T answer = call.await();
        if (answer != null || call.failure() instanceof GateholdException) {
          return answer;
        }
        host.sleep(Duration.ofMillis(random.nextInt(5_000)));
      }
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> Call<T> ask(Function<DurableEngine, T> request) {
    Node node = world.anyNode();
    Call<T> call = new Call<>();
    node.ask(call, request);
    if (world.weather().strikes(Fault.DOUBLED_CALL)) {
      world.anyNode().ask(new Call<>(), request);
    }
    if (world.weather().strikes(Fault.LOST_CALL)) {
      world.later(Duration.ofMillis(random.nextInt(100)), call::lose);
    }
    return call;
  }
}
