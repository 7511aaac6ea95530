package dev.gatehold.simulation.world;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Workers outside: they claim, give signs of life, bring results late and twice, or fall silent.
 */
final class Workers {
  private static final Principal WORKER = new Principal("worker", Principal.Kind.SERVICE, null);

  private final World world;
  private final RandomGenerator random;
  private final Clients clients;
  private final List<StoredTask> held = new ArrayList<>();

  Workers(World world, RandomGenerator random, Clients clients) {
    this.world = world;
    this.random = random;
    this.clients = clients;
  }

  void act() {
    if (held.isEmpty() || random.nextInt(3) == 0) {
      claim();
    } else {
      StoredTask task = held.get(random.nextInt(held.size()));
      switch (random.nextInt(8)) {
        case 0 -> held.remove(task);
        case 1, 2 -> beat(task);
        case 3 -> giveBack(task);
        case 4 -> fail(task);
        default -> complete(task);
      }
    }
  }

  private void claim() {
    String queue = random.nextBoolean() ? "fast" : "slow";
    Duration patience = Duration.ofMillis(Math.max(0, random.nextInt(-3_000, 3_000)));
    world.begin(() -> {
      List<StoredTask> claimed =
          clients.once(engine -> {
            try {
              return engine.tasks().claim(queue, "worker", WORKER, 2, patience);
            } catch (InterruptedException e) {
              return List.of();
            }
          });
      if (claimed != null) {
        held.addAll(claimed);
      }
    });
  }

  private static long lease(StoredTask task) {
    StoredTask.Holder holder = task.holder();
    return holder == null ? 0 : holder.lease().number();
  }

  private void beat(StoredTask task) {
    world.begin(() ->
        clients.once(
            engine -> engine.tasks().heartbeat(task.id(), lease(task), WORKER, Progress.NONE)));
  }

  private void giveBack(StoredTask task) {
    held.remove(task);
    world.begin(() ->
        clients.once(engine -> {
          engine.tasks().giveBack(task.id(), lease(task), WORKER);
          return true;
        }));
  }

  private void fail(StoredTask task) {
    Failure failure = new Failure("worker.failed", "It did not work.", random.nextBoolean());
    world.begin(() ->
        clients.persist(engine -> {
          engine.tasks().fail(task.id(), lease(task), WORKER, failure);
          return true;
        }));
  }

  /** Some do not forget what they have brought, and bring it again. */
  private void complete(StoredTask task) {
    if (random.nextInt(4) > 0) {
      held.remove(task);
    }
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("ok", true);
    world.begin(() ->
        clients.persist(engine -> {
          engine.tasks().complete(task.id(), lease(task), WORKER, output);
          return true;
        }));
  }
}
