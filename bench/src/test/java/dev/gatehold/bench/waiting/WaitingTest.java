package dev.gatehold.bench.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.bench.waiting.Sizes.Kind;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement, tiny: what is measured is what is said to be measured. */
class WaitingTest {
  private static final Sizes SIZES = new Sizes(300, 40, 3);

  @TempDir Path folder;

  @Test
  void everythingIsMeasuredOnSqlite() throws Exception {
    measure(new Place(folder, null));
  }

  @Test
  void everythingIsMeasuredOnPostgres() throws Exception {
    measure(new Place(folder, PostgresServer.shared().newDatabase()));
  }

  private static void measure(Place place) throws Exception {
    Figures figures = new Figures();
    try (Desk desk = Desk.open(place)) {
      Filling.fill(desk, place, SIZES, figures);

      assertThat(runs(desk, Crowd.HURRIED, "active")).hasSize(40);
      assertThat(runs(desk, Crowd.PATIENT, "active")).hasSize(257);
      assertThat(runs(desk, Crowd.RARE, "active")).hasSize(3);
    }
    Looking.look(place, 6, figures);
    try (Desk desk = Desk.open(place)) {
      assertThat(runs(desk, Crowd.PATIENT, "completed")).as("decided over HTTP").hasSize(6);

      Deadlines.measure(
          desk, Sample.of(place, 6, Sample.MOST), SIZES, 50, Duration.ofMillis(300), figures);

      assertThat(runs(desk, Crowd.HURRIED, "active")).isEmpty();
      assertThat(runs(desk, Crowd.HURRIED, "rejected")).hasSize(40);
    }
    assertThat(place.bytes().values()).allMatch(size -> size >= 0).anyMatch(size -> size > 0);
    assertThat(figures.all().values()).noneMatch(value -> value.startsWith("not answered"));
    assertThat(figures.all()).containsEntry("deadlines at one moment", "40");
  }

  private static List<RunRow> runs(Desk desk, String flow, String status) {
    return desk.store().runs(new RunQuery(flow, status, null, 500));
  }

  @Test
  void everyKindIsThereAndSpread() {
    Sizes sizes = Sizes.of(100_000, 10_000);

    assertThat(sizes.count(Kind.FOR_CAROL)).isEqualTo(20);
    assertThat(sizes.count(Kind.HURRIED)).isEqualTo(10_000);
    assertThat(sizes.kind(99_990)).isEqualTo(Kind.PATIENT);
    assertThat(sizes.kind(99_991)).isEqualTo(Kind.HURRIED);
  }

  @Test
  void optionsAreChecked() {
    assertThat(Options.of("--runs", "1000", "--deadlines", "10", "--postgres"))
        .returns(new Sizes(1_000, 10, 20), Options::sizes)
        .returns("PostgreSQL", Options::store);
    for (String wrong : List.of("--run", "--runs", "--runs x", "--runs 10")) {
      assertThatThrownBy(() -> Options.of(wrong.split(" ")))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
