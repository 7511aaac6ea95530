package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehold.engine.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that share a transaction: each answered by itself, and kept or lost by the commit. */
class GroupCommitTest {
  private final AtomicInteger commits = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile CountDownLatch go = new CountDownLatch(1);
  @TempDir Path folder;
  private Connection connection;
  private GroupCommit group;
  private volatile boolean commitsFail;

  @BeforeEach
  void open() throws SQLException {
    connection = connect();
    execute("PRAGMA journal_mode = WAL", "CREATE TABLE t (id TEXT PRIMARY KEY, more BLOB) STRICT");
    group = new GroupCommit(watched(), e -> new StoreException("Told: " + e.getMessage(), e));
  }

  @AfterEach
  void close() throws SQLException {
    go.countDown();
    threads.close();
    connection.close();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
  }

  /** The connection, with its commits counted and made to fail. */
  private Connection watched() {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object answer = method.invoke(connection, arguments);
          return method.getName().equals("prepareStatement") && "COMMIT".equals(arguments[0])
              ? watched((PreparedStatement) answer)
              : answer;
        });
  }

  private PreparedStatement watched(PreparedStatement commit) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().equals("execute")) {
            commits.incrementAndGet();
            if (commitsFail) {
              throw new SQLException("no flush");
            }
          }
          return method.invoke(commit, arguments);
        });
  }

  /** What a call of a method comes to. */
  private interface Call {
    @Nullable Object of(Method method, Object[] arguments)
        throws ReflectiveOperationException, SQLException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            GroupCommitTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String insert(Connection transaction, String id, int bytes) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute("INSERT INTO t VALUES ('" + id + "', zeroblob(" + bytes + "))");
    }
    return id;
  }

  /** What another connection sees. */
  private List<String> stored() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection other = connect();
        Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY rowid")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /** A write that holds the transaction until it is let go, so that others have to wait. */
  private Future<String> blocker() throws InterruptedException {
    return blocker("first");
  }

  private Future<String> blocker(String id) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> blocker =
        threads.submit(() ->
            group.write(transaction -> {
              begun.countDown();
              awaitGo();
              return insert(transaction, id, 0);
            }));
    begun.await();
    return blocker;
  }

  private void awaitGo() {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for a write, and returns when it waits. */
  private <T> Future<T> queued(Database.Work<T> work) {
    int before = group.waiting();
    Future<T> write = threads.submit(() -> group.write(work));
    while (group.waiting() == before) {
      Thread.onSpinWait();
    }
    return write;
  }

  private static Throwable failure(Future<?> write) throws InterruptedException {
    try {
      throw new AssertionError("Expected a failure, but found " + write.get());
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    }
  }

  @Test
  void writes_that_wait_share_one_commit_in_their_order() throws Exception {
    Future<String> first = blocker();
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String id = "w" + i;
      waiting.add(queued(transaction -> insert(transaction, id, 0)));
    }
    go.countDown();

    assertThat(first.get()).isEqualTo("first");
    for (int i = 0; i < 9; i++) {
      assertThat(waiting.get(i).get()).isEqualTo("w" + i);
    }
    assertThat(commits).hasValue(2);
    assertThat(stored())
        .containsExactly("first", "w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8");
  }

  @Test
  void one_that_fails_fails_alone_and_leaves_nothing() throws Exception {
    Future<String> first = blocker();
    Future<String> before = queued(transaction -> insert(transaction, "before", 0));
    Future<String> bug =
        queued(transaction -> {
          insert(transaction, "half", 0);
          throw new IllegalArgumentException("a bug");
        });
    Future<String> twice =
        queued(transaction -> {
          insert(transaction, "other half", 0);
          return insert(transaction, "before", 0);
        });
    Future<String> error =
        queued(transaction -> {
          insert(transaction, "last half", 0);
          throw new AssertionError("an error");
        });
    Future<String> after = queued(transaction -> insert(transaction, "after", 0));
    go.countDown();

    assertThat(failure(bug)).isInstanceOf(IllegalArgumentException.class).hasMessage("a bug");
    assertThat(failure(twice))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Told: ")
        .hasMessageContaining("UNIQUE");
    assertThat(failure(error)).isInstanceOf(AssertionError.class).hasMessage("an error");
    assertThat(List.of(first.get(), before.get(), after.get()))
        .containsExactly("first", "before", "after");
    assertThat(stored()).containsExactly("first", "before", "after");
    assertThat(commits).hasValue(2);
  }

  @Test
  void a_full_disk_loses_the_whole_group_and_nothing_is_said_to_be_kept() throws Exception {
    execute("PRAGMA max_page_count = 20");
    Future<String> first = blocker();
    Future<String> small = queued(transaction -> insert(transaction, "small", 10));
    Future<String> large = queued(transaction -> insert(transaction, "large", 200_000));
    Future<String> later = queued(transaction -> insert(transaction, "later", 10));
    go.countDown();

    assertThat(first.get()).isEqualTo("first");
    for (Future<String> lost : List.of(small, large, later)) {
      assertThat(failure(lost)).isInstanceOf(StoreException.class);
    }
    assertThat(failure(large)).hasMessageContaining("full");
    assertThat(stored()).containsExactly("first");
    assertThatExceptionOfType(StoreException.class)
        .as("alone, too")
        .isThrownBy(() -> group.<String>write(transaction -> insert(transaction, "large", 200_000)))
        .withMessageContaining("full");
    assertThat(group.<String>write(transaction -> insert(transaction, "small", 10)))
        .isEqualTo("small");
    assertThat(stored()).containsExactly("first", "small");
  }

  @Test
  void after_a_transaction_was_lost_later_ones_are_undone_and_shared_as_before() throws Exception {
    execute("PRAGMA max_page_count = 20");
    Future<String> first = blocker();
    Future<String> large = queued(transaction -> insert(transaction, "large", 200_000));
    Future<String> lost = queued(transaction -> insert(transaction, "lost", 10));
    go.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(failure(large)).hasMessageContaining("full");
    assertThat(failure(lost)).isInstanceOf(StoreException.class);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> group.write(GroupCommitTest::halfDone));
    assertThat(stored()).containsExactly("first");

    assertThat(group.<String>write(transaction -> insert(transaction, "second", 0)))
        .isEqualTo("second");

    go = new CountDownLatch(1);
    Future<String> third = blocker("third");
    Future<String> bug = queued(GroupCommitTest::halfDone);
    Future<String> fourth = queued(transaction -> insert(transaction, "fourth", 0));
    go.countDown();
    assertThat(failure(bug)).hasMessage("a bug");
    assertThat(List.of(third.get(), fourth.get())).containsExactly("third", "fourth");
    assertThat(stored()).containsExactly("first", "second", "third", "fourth");
  }

  private static String halfDone(Connection transaction) throws SQLException {
    insert(transaction, "half", 0);
    throw new IllegalArgumentException("a bug");
  }

  @Test
  void a_write_that_hides_a_full_disk_does_not_hide_that_the_others_are_lost() throws Exception {
    execute("PRAGMA max_page_count = 20");
    Future<String> first = blocker();
    Future<String> before = queued(transaction -> insert(transaction, "before", 10));
    Future<String> hiding =
        queued(transaction -> {
          try {
            return insert(transaction, "large", 200_000);
          } catch (SQLException e) {
            return insert(transaction, "instead", 10);
          }
        });
    go.countDown();

    assertThat(first.get()).isEqualTo("first");
    assertThat(failure(before)).isInstanceOf(StoreException.class);
    assertThat(failure(hiding)).isInstanceOf(StoreException.class);
    assertThat(stored()).doesNotContain("before", "large");
  }

  @Test
  void a_database_that_another_program_holds_fails_a_write_and_not_the_next_one() throws Exception {
    execute("PRAGMA busy_timeout = 100");
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> group.<String>write(transaction -> insert(transaction, "c", 0)))
          .withMessageContaining("locked");
      statement.execute("ROLLBACK");
    }
    assertThat(group.<String>write(transaction -> insert(transaction, "c", 0))).isEqualTo("c");
    assertThat(stored()).containsExactly("c");
  }

  @Test
  void nobody_is_answered_before_the_commit_and_all_fail_with_it() throws Exception {
    Future<String> first = blocker();
    List<Future<String>> waiting =
        List.of(
            queued(transaction -> insert(transaction, "a", 0)),
            queued(transaction -> insert(transaction, "b", 0)));
    commitsFail = true;
    go.countDown();

    assertThat(failure(first)).isInstanceOf(StoreException.class).hasMessage("Told: no flush");
    for (Future<String> lost : waiting) {
      assertThat(failure(lost)).isInstanceOf(StoreException.class).hasMessage("Told: no flush");
    }
    commitsFail = false;
    assertThat(stored()).isEmpty();
    assertThat(group.<String>write(transaction -> insert(transaction, "a", 0))).isEqualTo("a");
    assertThat(stored()).containsExactly("a");
  }

  @Test
  void whoever_is_interrupted_while_waiting_gets_the_answer_and_stays_interrupted()
      throws Exception {
    Future<String> first = blocker();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread[] waiter = new Thread[1];
    Future<Boolean> write =
        threads.submit(() -> {
          waiter[0] = Thread.currentThread();
          interrupted.countDown();
          assertThat(group.<String>write(transaction -> insert(transaction, "mine", 0)))
              .isEqualTo("mine");
          return Thread.interrupted();
        });
    interrupted.await();
    while (group.waiting() == 0) {
      Thread.onSpinWait();
    }
    waiter[0].interrupt();
    go.countDown();

    assertThat(write.get()).as("still interrupted").isTrue();
    assertThat(first.get()).isEqualTo("first");
    assertThat(stored()).containsExactly("first", "mine");
  }

  @Test
  void many_threads_see_their_own_writes_when_they_return() throws Exception {
    List<Future<Integer>> writers = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      String name = "t" + thread + ".";
      writers.add(
          threads.submit(() -> {
            int refused = 0;
            try (Connection own = connect();
                Statement statement = own.createStatement()) {
              for (int i = 0; i < 50; i++) {
                String id = name + i;
                boolean bad = i % 7 == 3;
                try {
                  assertThat(write(id, bad)).isEqualTo(id);
                } catch (IllegalArgumentException e) {
                  refused++;
                }
                try (ResultSet found =
                    statement.executeQuery("SELECT count(*) FROM t WHERE id = '" + id + "'")) {
                  assertThat(found.getInt(1)).as(id).isEqualTo(bad ? 0 : 1);
                }
              }
            }
            return refused;
          }));
    }
    for (Future<Integer> writer : writers) {
      assertThat(writer.get()).isEqualTo(7);
    }
    List<String> expected =
        IntStream.range(0, 16)
            .boxed()
            .flatMap(thread ->
                IntStream.range(0, 50)
                    .filter(i -> i % 7 != 3)
                    .mapToObj(i -> "t" + thread + "." + i))
            .toList();
    List<String> all = stored();
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
    for (int thread = 0; thread < 16; thread++) {
      String name = "t" + thread + ".";
      assertThat(all.stream().filter(id -> id.startsWith(name)).toList())
          .as("each thread's in its order")
          .isEqualTo(expected.stream().filter(id -> id.startsWith(name)).toList());
    }
    assertThat(commits.get()).as("some shared one").isLessThan(expected.size());
  }

  private String write(String id, boolean bad) {
    return group.write(transaction -> {
      insert(transaction, id, 0);
      if (bad) {
        throw new IllegalArgumentException("bad");
      }
      return id;
    });
  }

  @Test
  void writing_from_within_a_write_is_refused_and_not_waited_for() throws SQLException {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            group.<String>write(_ -> group.write(transaction -> insert(transaction, "inner", 0))))
        .withMessageContaining("not write again from within");
    assertThat(stored()).isEmpty();
    assertThat(group.<String>write(transaction -> insert(transaction, "outer", 0)))
        .isEqualTo("outer");
  }

  @Test
  void a_connection_that_is_closed_fails_whoever_comes_after() throws Exception {
    Future<String> first = blocker();
    Future<String> waiting = queued(transaction -> insert(transaction, "waiting", 0));
    go.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(waiting.get()).isEqualTo("waiting");
    group.alone(() -> {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> group.<String>write(transaction -> insert(transaction, "late", 0)));
  }
}
