package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.Runs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {
  private static final Path FILE = Path.of("gatehold.db");

  @TempDir Path folder;

  @Test
  void everything_is_there_after_closing_and_opening_again() {
    try (SqliteStores stores = SqliteStores.open(folder)) {
      stores.runs().commit(List.of(Runs.start("run_1")));
    }
    assertThat(folder.resolve("gatehold.db-wal")).doesNotExist();
    try (SqliteStores stores = SqliteStores.open(folder)) {
      assertWhole(stores.runs(), "run_1");
    }
  }

  /** Commits two runs at a time, and says so after each commit has returned. */
  static final class Committer {
    public static void main(String[] args) {
      RunStore runs = SqliteStores.open(Path.of(args[0])).runs();
      for (int i = Integer.parseInt(args[1]); ; i++) {
        runs.commit(List.of(Runs.start("run_a" + i), Runs.start("run_b" + i)));
        System.out.print(i + "\n");
        System.out.flush();
      }
    }

    private Committer() {}
  }

  @Test
  void a_killed_process_loses_nothing_that_it_acknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int next = 0;
    for (int round = 0; round < 4; round++) {
      int acknowledged = next - 1;
      try (Child child = Child.start(Committer.class, folder.toString(), Integer.toString(next))) {
        int enough = next + random.nextInt(200);
        while (acknowledged < enough) {
          acknowledged = Integer.parseInt(child.line());
        }
        for (String line : child.kill()) {
          acknowledged = Integer.parseInt(line);
        }
      }
      try (SqliteStores stores = SqliteStores.open(folder)) {
        RunStore runs = stores.runs();
        for (int i = next; i <= acknowledged; i++) {
          assertWhole(runs, "run_a" + i);
          assertWhole(runs, "run_b" + i);
        }
        next = acknowledged + 1;
        boolean half = runs.run("run_a" + next).isPresent();
        assertThat(runs.run("run_b" + next).isPresent())
            .as("the commit that was not acknowledged is there whole or not at all")
            .isEqualTo(half);
        next += half ? 1 : 0;
      }
    }
  }

  /** Commits with several threads, each of which says so after its commit has returned. */
  static final class Crowd {
    static final int THREADS = 8;

    public static void main(String[] args) {
      RunStore runs = SqliteStores.open(Path.of(args[0])).runs();
      for (int thread = 0; thread < THREADS; thread++) {
        String name = args[1] + "_" + thread + "_";
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; ; i++) {
                runs.commit(List.of(Runs.start("run_" + name + i)));
                System.out.print("run_" + name + i + "\n");
                System.out.flush();
              }
            });
      }
    }

    private Crowd() {}
  }

  @Test
  void a_killed_process_loses_nothing_that_it_acknowledged_to_many_at_once() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      try (Child child = Child.start(Crowd.class, folder.toString(), Integer.toString(round))) {
        int enough = acknowledged.size() + 1 + random.nextInt(400);
        while (acknowledged.size() < enough) {
          acknowledged.add(child.line());
        }
        acknowledged.addAll(child.kill());
      }
      try (SqliteStores stores = SqliteStores.open(folder)) {
        for (String run : acknowledged) {
          assertWhole(stores.runs(), run);
        }
        List<RunRow> there = stores.runs().runs(new RunQuery(null, null, null, 500));
        there.forEach(row -> assertWhole(stores.runs(), row.run()));
        assertThat((long) there.size())
            .as("what was not acknowledged is of one group at most")
            .isLessThanOrEqualTo(acknowledged.size() + (round + 1L) * Crowd.THREADS);
      }
    }
  }

  private static void assertWhole(RunStore runs, String run) {
    var write = Runs.start(run);
    assertThat(runs.run(run)).as("row of %s", run).contains(write.row());
    assertThat(runs.journal(run, 0, 10)).as("journal of %s", run).isEqualTo(write.entries());
    assertThat(runs.request(run + ".review")).contains(write.requests().getFirst());
    assertThat(runs.appliedKey("alice/" + run)).contains(write.keys().getFirst());
    assertThat(
            runs.requests(
                new RequestQuery("open", null, "bob", List.of("group:sre"), run, null, 10)))
        .as("inbox of %s", run)
        .hasSize(1);
    assertThat(runs.renewLeases("n1", List.of(run + ".notify"), Runs.NOON)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PRAGMA journal_mode = DELETE | journal_mode=wal, but it uses delete. Put the data folder
          PRAGMA synchronous = NORMAL  | synchronous=2 (FULL) or more, but it uses 1. Remove what
          PRAGMA synchronous = OFF     | synchronous=2 (FULL) or more, but it uses 0. Remove what
          PRAGMA foreign_keys = OFF    | foreign_keys=1, but it uses 0. Remove what sets
          """)
  void weaker_settings_are_refused(String weaker, String found) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder + "/x.db");
        Statement statement = connection.createStatement()) {
      for (String setting :
          List.of("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")) {
        statement.execute("PRAGMA " + setting);
      }
      Durability strong = Durability.of(connection);
      assertThatCode(() -> strong.require(FILE)).doesNotThrowAnyException();

      statement.execute(weaker);
      Durability weak = Durability.of(connection);
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> weak.require(FILE))
          .withMessageStartingWith("Expected gatehold.db to use " + found);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.9.9", "2.99.99"})
  void an_old_sqlite_is_refused(String version) {
    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> new Durability(version, "wal", 2, true).require(FILE))
        .withMessage(
            "Expected SQLite 3.51.3 or newer for gatehold.db, but this is %s."
                + " Update the sqlite-jdbc library.",
            version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.51.10", "3.54.1", "4.0"})
  void a_newer_sqlite_is_taken(String version) {
    assertThatCode(() -> new Durability(version, "wal", 3, true).require(FILE))
        .doesNotThrowAnyException();
  }

  @Test
  void the_check_runs_before_a_database_is_used() {
    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> Database.open(Path.of(":memory:")))
        .withMessageContaining("it uses memory");
  }

  @Test
  void a_closed_store_says_so() {
    SqliteStores stores = SqliteStores.open(folder);
    stores.close();
    for (Runnable use :
        List.<Runnable>of(
            () -> stores.runs().commit(List.of(Runs.start("run_1"))),
            () -> stores.runs().load("run_1"),
            () -> stores.runs().leaseEffects("n1", Runs.NOON, Runs.NOON, 1),
            () -> stores.flows().deleteRelease("deploy", 1),
            () -> stores.flows().flows(),
            () -> stores.people().accounts())) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(use::run)
          .withMessage("Expected %s to be open, but it was closed.", folder.resolve("gatehold.db"));
    }
  }
}
