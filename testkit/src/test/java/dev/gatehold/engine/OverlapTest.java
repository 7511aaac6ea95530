package dev.gatehold.engine;

import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch is handled while the one before it is still on its way to the store. */
final class OverlapTest {
  private final World world = new World();
  private final FaultyRunStore store = new FaultyRunStore(world.memory);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  /** One permit for every command that was handled. */
  private final Semaphore handled = new Semaphore(0);

  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch written = new CountDownLatch(1);
  private String run = "";

  @BeforeEach
  void aRunAtItsGate() {
    world.runs = store.store();
    world.around = this::telling;
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    run = world.run("one");
    handled.drainPermits();
  }

  @AfterEach
  void close() {
    written.countDown();
    callers.close();
    world.close();
  }

  private FlowCatalog telling(FlowCatalog catalog) {
    return (FlowCatalog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FlowCatalog.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(catalog, arguments);
                if (method.getName().equals("machine")) {
                  handled.release();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void onceBefore(String method, Runnable what) {
    store.before =
        called -> {
          if (called.equals(method)) {
            store.before = _ -> {};
            what.run();
          }
        };
  }

  /** Bob approves, and his approval is stopped on its way to the store. */
  private Future<Reply> approvalOnItsWay() throws InterruptedException {
    onceBefore(
        "commit",
        () -> {
          writing.countDown();
          try {
            written.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    Submission approval = world.decision(BOB, run, "review", Verdict.APPROVE, "bobs");
    Future<Reply> answer = callers.submit(() -> world.engine().submit(approval));
    assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
    handled.drainPermits();
    return answer;
  }

  /** A command that is handled meanwhile. */
  private Future<Reply> handled(Submission command) throws InterruptedException {
    Future<Reply> answer = callers.submit(() -> world.engine().submit(command));
    assertThat(handled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    return answer;
  }

  @Test
  void nobody_is_answered_before_what_the_answer_rests_on_is_durable() throws Exception {
    Submission rejection = world.decision(CAROL, run, "review", Verdict.REJECT, null);
    Future<Reply> approved = approvalOnItsWay();
    Future<Reply> rejected = handled(rejection);

    assertThat(rejected.isDone())
        .as("it would be refused for an approval that may be lost")
        .isFalse();
    assertThat(world.memory.journal(run, 0, 10)).hasSize(1);

    written.countDown();
    assertThat(approved.get()).isInstanceOf(Reply.Applied.class);
    assertThat(rejected.get())
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused ->
                assertThat(refused.refusal().code())
                    .isIn(Refusal.Code.REQUEST_CLOSED, Refusal.Code.RUN_ENDED));
  }

  @Test
  void what_was_handled_upon_a_batch_that_was_lost_is_handled_again() throws Exception {
    Submission rejection = world.decision(CAROL, run, "review", Verdict.REJECT, null);
    Future<Reply> approved = approvalOnItsWay();
    Future<Reply> rejected = handled(rejection);

    store.commitsFail = true;
    onceBefore("commit", () -> store.commitsFail = false);
    written.countDown();

    assertThatThrownBy(approved::get).hasCauseInstanceOf(StoreException.class);
    assertThat(rejected.get()).isInstanceOf(Reply.Applied.class);
    assertThat(world.memory.journal(run, 0, 10)).hasSize(2);
  }

  @Test
  void a_repetition_meets_the_command_that_is_on_its_way() throws Exception {
    Submission again = world.decision(BOB, run, "review", Verdict.APPROVE, "bobs");
    Future<Reply> approved = approvalOnItsWay();
    CountDownLatch looking = new CountDownLatch(1);
    onceBefore("news", looking::countDown);
    Future<Reply> repeated = callers.submit(() -> world.engine().submit(again));
    assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(repeated.isDone()).isFalse();
    written.countDown();
    assertThat(((Reply.Applied) approved.get()).repeated()).isFalse();
    assertThat(((Reply.Applied) repeated.get()).repeated()).isTrue();
    assertThat(world.memory.journal(run, 0, 10)).hasSize(2);
  }
}
