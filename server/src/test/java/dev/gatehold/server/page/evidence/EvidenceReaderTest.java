package dev.gatehold.server.page.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.page.request.RequestSamples;
import dev.gatehold.server.request.RequestDetail.Exhibit;
import dev.gatehold.server.request.RequestDetail.ResourceLink;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceReaderTest {
  private final MemoryResourceStore resources = new MemoryResourceStore();

  private ExhibitView view(Exhibit exhibit) {
    return new EvidenceReader(resources).read(RequestSamples.with(List.of(exhibit))).getFirst();
  }

  private ExhibitView view(String kind, Object content) {
    return view(new Exhibit(kind, "Title", true, null, content, null));
  }

  private ExhibitView stored(String kind, String name, String type, String content)
      throws IOException {
    var resource =
        resources.put(
            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
            name,
            type,
            10_000_000);
    return view(
        new Exhibit(
            kind,
            "Title",
            true,
            null,
            null,
            new ResourceLink(resource.digest().text(), name, type, resource.size())));
  }

  private static String numbered(int count) {
    return String.join("\n", IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void aLongLogShowsItsEnd() throws IOException {
    ExhibitView log = stored("log", "run.log", "text/plain", numbered(200_000));

    assertThat(log.cut()).isTrue();
    assertThat(log.whole()).isEqualTo("/requests/run_1.review/evidence/1");
    assertThat(((Shown.Log) log.shown()).text()).contains("line 200000").doesNotContain("line 1\n");
  }

  @Test
  void aLongTextShowsItsBeginning() throws IOException {
    ExhibitView text = stored("text", "notes.txt", "text/plain", numbered(200_000));

    assertThat(text.cut()).isTrue();
    assertThat(((Shown.Text) text.shown()).text())
        .startsWith("line 1\n")
        .doesNotContain("line 200000");
  }

  @Test
  void aLineWithoutEndIsCutAndSaysHowMuchIsMissing() {
    assertThat(((Shown.Text) view("text", "x".repeat(5_000)).shown()).text())
        .endsWith("x … (3000 more characters)\n");
  }

  @Test
  void shortEvidenceIsWhole() {
    assertThat(view("log", "ok").cut()).isFalse();
    assertThat(view("diff", "").shown()).isEqualTo(new Shown.Diff(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "/setup", "file:///etc"})
  void onlyAddressesOfTheWebAndMailBecomeLinks(String address) {
    assertThat(((Shown.Link) view("link", address).shown()).host()).isNull();
  }

  @Test
  void aLinkNamesTheHostItReallyLeadsTo() {
    assertThat(((Shown.Link) view("link", "https://bank.example@evil.example/").shown()).host())
        .isEqualTo("evil.example");
  }

  @Test
  void onlyPicturesThatCannotActAreDrawn() throws IOException {
    assertThat(stored("image", "a.png", "image/png", "x").shown()).isEqualTo(new Shown.Picture());
    assertThat(stored("image", "a.svg", "image/svg+xml", "<svg/>").shown())
        .isEqualTo(new Shown.Download());
    assertThat(view("image", "https://tracker.example/p.png").shown())
        .isInstanceOf(Shown.Link.class);
  }

  @Test
  void aTableTakesItsColumnsFromAllRows() {
    Shown shown = view("table", "[{\"a\": 1, \"b\": \"x\"}, {\"b\": null, \"c\": [2]}]").shown();

    assertThat(shown)
        .isEqualTo(
            new Shown.Table(
                List.of("a", "b", "c"), List.of(List.of("1", "x", ""), List.of("", "", "[2]"))));
  }

  @Test
  void whatIsNoTableIsShownAsItIs() {
    assertThat(view("table", "a;b").shown()).isEqualTo(new Shown.Text("a;b\n"));
    assertThat(view("table", List.of(1L, 2L)).shown()).isInstanceOf(Shown.Text.class);
  }

  @Test
  void metricsAreNamesAndValues() {
    assertThat(view("metrics", Map.of("errors", 3L)).shown())
        .isEqualTo(new Shown.Metrics(List.of(new Shown.Metric("errors", "3"))));
    assertThat(view("metrics", "[{\"name\": \"p99\", \"value\": 12.5, \"unit\": \"ms\"}]").shown())
        .isEqualTo(new Shown.Metrics(List.of(new Shown.Metric("p99", "12.5 ms"))));
  }

  @Test
  void missingEvidenceSaysWhy() {
    ExhibitView missing =
        view(new Exhibit("file", "Report", true, "the step did not make it", null, null));

    assertThat(missing.shown()).isEqualTo(new Shown.Missing("The step did not make it"));
    assertThat(missing.whole()).isNull();
  }

  @Test
  void contentThatIsGoneFromTheStoreIsSaidToBe() {
    String gone = "sha256:" + "0".repeat(64);
    ExhibitView text =
        view(
            new Exhibit(
                "text", "T", true, null, null, new ResourceLink(gone, "a", "text/plain", 3)));

    assertThat(((Shown.Text) text.shown()).text()).contains("but it is gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0=0 bytes",
        "999=999 bytes",
        "1000=1.0 KB",
        "123456=123 KB",
        "8123456=8.1 MB",
        "999600000=1.0 GB"
      })
  void sizesAreReadable(String example) {
    String[] parts = example.split("=", 2);
    assertThat(ExhibitView.size(Long.parseLong(parts[0]))).isEqualTo(parts[1]);
  }
}
