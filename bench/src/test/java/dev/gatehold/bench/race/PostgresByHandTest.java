package dev.gatehold.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresByHandTest {
  @Test
  void severalWritersCompleteEveryRunThatTheyStartAlsoWhenTheyBeginAgain() throws Exception {
    String url = PostgresServer.shared().newDatabase();
    PostgresByHand hand = new PostgresByHand(url, 3, 10);

    long cycles = hand.work(Duration.ofMillis(50)) + hand.work(Duration.ofMillis(50));

    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var counts =
            statement.executeQuery(
                "select (select count(*) from run where status = 'completed'),"
                    + " (select count(*) from step where status = 'done'),"
                    + " (select count(*) from task where status = 'approved'),"
                    + " (select count(*) from history) / 4, (select count(*) from run)")) {
      assertThat(counts.next()).isTrue();
      long runs = counts.getLong(5);
      assertThat(runs).isPositive().isEqualTo(cycles);
      for (int column = 1; column <= 4; column++) {
        assertThat(counts.getLong(column)).isEqualTo(runs);
      }
    }
  }
}
