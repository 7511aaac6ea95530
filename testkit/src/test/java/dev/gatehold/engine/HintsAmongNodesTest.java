package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import dev.gatehold.engine.host.SystemHost;
import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hints wake whoever waits at a node that would never look by itself, and do nothing else. */
@Timeout(60)
class HintsAmongNodesTest {
  private static final Principal FARM = new Principal("farm", Kind.SERVICE, null);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final World world = new World(true);
  private final List<Consumer<Hint>> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore looks = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable DurableEngine writer;

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (writer != null) {
      writer.close();
    }
    world.close();
  }

  private void hear(Hint hint) {
    listeners.forEach(listener -> listener.accept(hint));
  }

  /** The store with hints that this test gives. */
  private RunStore hinting() {
    Hints hints =
        listener -> {
          listeners.add(listener);
          return () -> listeners.remove(listener);
        };
    return (RunStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("hints")) {
                return hints;
              }
              try {
                return method.invoke(world.memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** One node that writes, and another one that looks at nothing unless it is woken. */
  private DurableEngine twoNodes() {
    writer = world.start();
    world.runs = hinting();
    world.host = new Sleeper(looks);
    return world.start();
  }

  /** Waits for latches and does jobs again and again only when somebody says so. */
  private record Sleeper(Semaphore looks, Host host) implements Host {
    Sleeper(Semaphore looks) {
      this(looks, new SystemHost());
    }

    @Override
    public boolean await(CountDownLatch latch, Duration patience) throws InterruptedException {
      looks.release();
      latch.await();
      return true;
    }

    @Override
    public Keeper keeper(String name) {
      Keeper keeper = host.keeper(name);
      return new Keeper() {
        @Override
        public void soon(Runnable job) {
          keeper.soon(job);
        }

        @Override
        public void every(Duration first, Duration pause, Runnable job) {
          // Asleep.
        }

        @Override
        public void close() {
          keeper.close();
        }

        @Override
        public boolean awaitEnd(Duration time) throws InterruptedException {
          return keeper.awaitEnd(time);
        }
      };
    }

    @Override
    public Thread thread(String name, Runnable work) {
      return host.thread(name, work);
    }

    @Override
    public Thread worker(String name, Runnable work) {
      return host.worker(name, work);
    }

    @Override
    public boolean await(Condition condition, Duration patience) throws InterruptedException {
      return host.await(condition, patience);
    }

    @Override
    public boolean join(Thread thread, Duration patience) throws InterruptedException {
      return host.join(thread, patience);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      host.sleep(time);
    }

    @Override
    public long nanoTime() {
      return host.nanoTime();
    }

    @Override
    public RandomGenerator random() {
      return host.random();
    }
  }

  private DurableEngine writer() {
    return Objects.requireNonNull(writer);
  }

  private String started(String flow) {
    return ((Reply.Applied) writer().startRun(flow, null, Map.of(), ALICE, null)).run();
  }

  @Test
  void who_waits_for_a_run_is_woken_by_a_hint_and_not_by_one_of_another_run() throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    DurableEngine sleeper = twoNodes();
    String run = started("one");
    Future<Boolean> waiting = threads.submit(() -> sleeper.awaitChange(run, 1, PATIENCE));
    looks.acquire();
    writer().submit(world.decision(BOB, run, "review", Verdict.APPROVE, null));

    hear(new Hint.RunsGrown(Set.of("run_that_is_not")));
    hear(new Hint.EffectsLeft());
    assertThat(waiting).isNotDone();
    hear(new Hint.RunsGrown(Set.of(run)));
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_hint_that_is_not_true_only_makes_it_look_again() throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    DurableEngine sleeper = twoNodes();
    String run = started("one");
    Future<Boolean> waiting = threads.submit(() -> sleeper.awaitChange(run, 1, PATIENCE));
    for (int lies = 0; lies < 3; lies++) {
      looks.acquire();
      hear(new Hint.RunsGrown(Set.of(run)));
    }
    looks.acquire();
    assertThat(waiting).as("nothing has changed").isNotDone();
    writer().submit(world.decision(BOB, run, "review", Verdict.APPROVE, null));
    hear(new Hint.RunsGrown(Set.of(run)));
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_worker_who_waits_is_woken_for_a_task_of_another_node() throws Exception {
    Map<String, Template> parameters = Map.of("queue", Template.text("render"));
    Action work = new Action.Work("task", new Template.Mapping(parameters));
    world.live("job", new Step("do", null, Retry.NONE, null, work));
    DurableEngine sleeper = twoNodes();
    Future<List<StoredTask>> claiming =
        threads.submit(() -> sleeper.tasks().claim("render", "w1", FARM, 1, PATIENCE));
    looks.acquire();
    String run = started("job");
    world.until(() -> world.memory.tasks().task(run + ".do.1").isPresent());

    hear(new Hint.TasksWaiting("other", 9_999));
    assertThat(claiming).isNotDone();
    hear(new Hint.TasksWaiting("render", 9_999));
    assertThat(claiming.get(20, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void work_that_a_node_leaves_is_taken_up_at_the_hint() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(2);
    world.connectors.clear();
    world.connectors.add(
        new Connector() {
          @Override
          public String name() {
            return "work";
          }

          @Override
          public Map<String, @Nullable Object> run(Job job) throws InterruptedException {
            begun.countDown();
            again.countDown();
            new CountDownLatch(1).await();
            return Map.of();
          }
        });
    world.live("job", World.work("do", Retry.NONE, null));
    twoNodes();
    started("job");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    writer().close();
    assertThat(again.getCount()).isOne();

    hear(new Hint.EffectsLeft());
    assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_engine_that_is_closed_listens_no_more() {
    DurableEngine sleeper = twoNodes();
    assertThat(listeners).hasSize(1);
    sleeper.close();
    assertThat(listeners).isEmpty();
  }
}
