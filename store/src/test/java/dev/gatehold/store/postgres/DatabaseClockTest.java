package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The database's clock follows the database, and the counter in between. */
class DatabaseClockTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Deque<Duration> roundTrips = new ArrayDeque<>();
  private long ticks = 1_000;
  private Instant database = NOON;
  private boolean away;

  private Instant ask() {
    if (away) {
      throw new StoreException("away");
    }
    // The whole round trip is the way there: the worst case for whoever takes its middle.
    pass(roundTrips.isEmpty() ? Duration.ZERO : roundTrips.pop());
    return database;
  }

  private void pass(Duration time) {
    ticks += time.toNanos();
    database = database.plus(time);
  }

  private DatabaseClock clock() {
    return new DatabaseClock(this::ask, () -> ticks);
  }

  @Test
  void it_goes_on_by_the_counter_between_two_answers() {
    try (DatabaseClock clock = clock()) {
      assertThat(clock.instant()).isEqualTo(NOON);
      pass(Duration.ofSeconds(7));
      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(7));
    }
  }

  @Test
  void the_fastest_of_several_answers_counts() {
    roundTrips.addAll(
        List.of(
            Duration.ofMillis(90),
            Duration.ofMillis(50),
            Duration.ofMillis(2),
            Duration.ofMillis(40),
            Duration.ofMillis(80)));

    try (DatabaseClock clock = clock()) {
      assertThat(Duration.between(database, clock.instant()).abs())
          .as("it must be off by half the shortest round trip")
          .isEqualTo(Duration.ofMillis(1));
    }
  }

  @Test
  void it_follows_when_the_database_turns_out_to_be_ahead() {
    try (DatabaseClock clock = clock()) {
      database = database.plusSeconds(3);
      clock.measure();

      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }
  }

  @Test
  void it_stands_still_and_never_goes_back_when_the_database_is_behind() {
    try (DatabaseClock clock = clock()) {
      pass(Duration.ofSeconds(10));
      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
      database = database.minusSeconds(4);
      clock.measure();

      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
      pass(Duration.ofSeconds(3));
      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
      pass(Duration.ofSeconds(2));
      assertThat(clock.instant())
          .as("it must go on when it is due")
          .isEqualTo(NOON.plusSeconds(11));
    }
  }

  @Test
  void it_goes_on_while_the_database_is_away() {
    try (DatabaseClock clock = clock()) {
      away = true;
      pass(Duration.ofSeconds(20));
      clock.measure();

      assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(20));
    }
  }
}
