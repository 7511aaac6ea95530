package dev.gatehold.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatehold.bench.Spread;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Ceiling CEILING =
      new Ceiling(
          new Ceiling.Side(Spread.of(40_000), 800, 1),
          new Ceiling.Side(Spread.of(20_000), 1_400, 4));

  private static final Report REPORT =
      new Report(
          CEILING,
          List.of(
              result(Racer.GATEHOLD_SQLITE, Peer.Keeps.FILES, 8_000),
              result(Racer.GATEHOLD_POSTGRES, Peer.Keeps.POSTGRESQL, 5_000),
              result(Racer.FLOWABLE, Peer.Keeps.POSTGRESQL, 100),
              result(Racer.RESTATE, Peer.Keeps.FILES, 400),
              result(Racer.TEMPORAL, Peer.Keeps.MEMORY, 1_000)),
          Map.of("dbos", "Its process ended."),
          List.of("On a quiet machine."));

  @Test
  void aPeerIsComparedWithGateholdOnTheSameKindOfStore() {
    assertThat(REPORT.gateholdTo(of(Racer.FLOWABLE))).hasValue(50.0);
    assertThat(REPORT.gateholdTo(of(Racer.RESTATE))).hasValue(20.0);
    assertThat(REPORT.gateholdTo(of(Racer.TEMPORAL))).hasValue(8.0);
    assertThat(REPORT.gateholdTo(of(Racer.GATEHOLD_POSTGRES))).isEmpty();
  }

  @Test
  void withoutGateholdInTheSameRaceThereIsNoRatio() {
    Report alone = new Report(null, List.of(of(Racer.FLOWABLE)), Map.of(), List.of());

    assertThat(alone.gateholdTo(of(Racer.FLOWABLE))).isEmpty();
    assertThat(alone.shareOfCeiling(of(Racer.FLOWABLE))).isEmpty();
  }

  @Test
  void theShareIsOfTheCeilingOfTheSameStoreAndMemoryHasNone() {
    assertThat(REPORT.shareOfCeiling(of(Racer.GATEHOLD_SQLITE))).hasValue(0.2);
    assertThat(REPORT.shareOfCeiling(of(Racer.GATEHOLD_POSTGRES))).hasValue(0.25);
    assertThat(REPORT.shareOfCeiling(of(Racer.TEMPORAL))).isEmpty();
  }

  @Test
  void everyRowOfTheTableHasAllColumns() {
    List<String> rows = Table.of(REPORT).lines().filter(line -> line.startsWith("|")).toList();

    assertThat(rows).hasSize(2 + 2 + 5);
    assertThat(rows).allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(13));
  }

  @Test
  void theTableSaysTheFiguresTheRatioAndWhoIsMissing() {
    assertThat(Table.of(REPORT))
        .contains(
            "| flowable 1.0 | PostgreSQL | 100 / 100 / 100 | 50.0 | 0.005 | 2.00 / 9.00 |"
                + " 1.00 / 3.00 | 400 + 1200 | 2.5 | 9.0 | 4.0 | 0 |")
        .contains("| temporal 1.0 | memory, not durable |")
        .contains("* Not here: dbos. Its process ended.")
        .endsWith("On a quiet machine.\n");
  }

  @Test
  void figuresComeBackAsTheyWereSaidAmongOtherWords() {
    Figures figures = figures(1_234.5);
    Map<String, String> said = new HashMap<>(Map.of("name", "Somebody"));
    for (String line : figures.lines()) {
      int equals = line.indexOf('=');
      said.put(line.substring(0, equals), line.substring(equals + 1));
    }

    assertThat(Figures.of(said)).isEqualTo(figures);
    said.remove("busy.p99");
    assertThatThrownBy(() -> Figures.of(said)).hasMessageContaining("busy.p99");
  }

  @Test
  void whatAPeerLeavesIsCountedPerCycleWhereItKeepsItsData() {
    Result result = result(Racer.FLOWABLE, Peer.Keeps.POSTGRESQL, 100);

    assertThat(result.bytesPerCycle()).isEqualTo(9_000);
    assertThat(result.commitsPerCycle()).isEqualTo(4);
    assertThat(result(Racer.RESTATE, Peer.Keeps.FILES, 100).bytesPerCycle()).isEqualTo(50);
    assertThat(result(Racer.TEMPORAL, Peer.Keeps.MEMORY, 100).bytesPerCycle()).isNaN();
  }

  @Test
  void tenTimesAsMuchIsOneStepOfTheChart() throws Exception {
    String svg =
        Chart.of(
            "Rates & \"more\"",
            List.of(
                new Chart.Bar("slow", 10, Chart.Kind.PEER),
                new Chart.Bar("middling", 100, Chart.Kind.PEER),
                new Chart.Bar("fast", 1_000, Chart.Kind.GATEHOLD)));

    var bars =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");
    double[] widths = new double[bars.getLength()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] =
          Double.parseDouble(bars.item(i).getAttributes().getNamedItem("width").getNodeValue());
    }
    assertThat(widths).hasSize(3);
    assertThat(widths[1] - widths[0]).isCloseTo(widths[2] - widths[1], within(0.2));
    assertThat(widths[0]).isPositive();
  }

  private static Result of(Racer racer) {
    return REPORT.results().stream()
        .filter(result -> result.racer() == racer)
        .findFirst()
        .orElseThrow();
  }

  private static Figures figures(double perSecond) {
    return new Figures(
        Spread.of(perSecond), new Figures.Decide(2, 9), new Figures.Decide(1, 3), 1_000, 0);
  }

  private static Result result(Racer racer, Peer.Keeps keeps, double perSecond) {
    Map<String, String> said =
        new HashMap<>(
            Map.of(
                "name", racer.word(),
                "version", "1.0",
                "keeps", keeps.name(),
                "note", "Driven.",
                "startUp", "2500"));
    for (String line : figures(perSecond).lines()) {
      int equals = line.indexOf('=');
      said.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return Result.of(
        racer,
        said,
        new Result.Memory(400, keeps == Peer.Keeps.POSTGRESQL ? 1_200 : 0),
        new Result.Stock(10_000, 1_000_000, 20),
        new Result.Stock(60_000, 10_000_000, 4_020));
  }
}
