package dev.gatehold.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.resource.ResourceStore.Blob;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import dev.gatehold.store.file.FileResourceStore.CorruptResource;
import dev.gatehold.testkit.ResourceStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResourceStoreTest implements ResourceStoreContract {
  private static final Digest PLAN = Digest.of("plan");
  private static final Instant TODAY = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path data;
  private FileResourceStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FileResourceStore(data);
  }

  @Override
  public ResourceStore resources() {
    return store;
  }

  private void putPlan() throws IOException {
    store.put(new ByteArrayInputStream("plan".getBytes(UTF_8)), "plan", "text/plain", 10);
  }

  private Path planFile() {
    String hex = PLAN.hex();
    return data.resolve("resources").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  private List<Path> incoming() throws IOException {
    try (var files = Files.list(data.resolve("resources/incoming"))) {
      return files.toList();
    }
  }

  @Test
  void content_stands_in_a_file_named_by_its_digest() throws IOException {
    putPlan();
    assertThat(planFile()).hasContent("plan");
    assertThat(incoming()).isEmpty();
  }

  @Test
  void content_outlives_the_store() throws IOException {
    putPlan();
    try (var content = new FileResourceStore(data).open(PLAN).orElseThrow()) {
      assertThat(content).hasContent("plan");
    }
  }

  @Test
  void a_corrupt_file_is_told_and_not_given_out() throws IOException {
    putPlan();
    Files.writeString(planFile(), "plax");

    assertThatExceptionOfType(CorruptResource.class)
        .isThrownBy(() -> store.open(PLAN))
        .withMessage(
            "Expected %s to have digest %s, but it has %s. Restore it from a backup.",
            planFile(), PLAN, Digest.of("plax"));
  }

  @Test
  void putting_the_content_again_heals_a_corrupt_file() throws IOException {
    putPlan();
    Files.writeString(planFile(), "");
    putPlan();
    assertThat(store.open(PLAN).orElseThrow()).hasContent("plan");
  }

  @Test
  void a_refused_content_leaves_no_file() throws IOException {
    assertThatExceptionOfType(ResourceTooLarge.class)
        .isThrownBy(
            () -> store.put(new ByteArrayInputStream(new byte[100_000]), "x", "x/y", 99_999));
    assertThat(incoming()).isEmpty();
  }

  @Test
  void what_a_killed_process_left_half_written_is_removed() throws IOException {
    Files.writeString(data.resolve("resources/incoming/1.part"), "half");
    new FileResourceStore(data);
    assertThat(incoming()).isEmpty();
  }

  @Test
  void what_died_before_it_deleted_a_blob_has_not_deleted_it() throws IOException {
    putPlan();
    assertThat(store.expire(PLAN, Instant.MAX, TODAY)).isTrue();
    assertThat(planNote()).hasContent("2026-11-23T10:00:00Z");
    Files.writeString(planFile(), "plan");

    assertThat(store.open(PLAN).orElseThrow()).hasContent("plan");
    assertThat(store.expiredAt(PLAN)).isEmpty();
    assertThat(store.expire(PLAN, Instant.MAX, TODAY.plusSeconds(1))).isTrue();
    assertThat(store.expiredAt(PLAN)).contains(TODAY.plusSeconds(1));
    putPlan();
    assertThat(planNote()).doesNotExist();
  }

  private Path planNote() {
    String hex = PLAN.hex();
    return data.resolve("resources/gone").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  @Test
  void a_store_dates_by_its_clock() throws IOException {
    store = new FileResourceStore(data, () -> TODAY);
    putPlan();
    assertThat(store.blobs(null, 10)).containsExactly(new Blob(PLAN, TODAY));
  }

  @Test
  void other_files_are_no_blobs() throws IOException {
    putPlan();
    Files.writeString(planFile().resolveSibling("notes.txt"), "x");
    Files.writeString(data.resolve("resources/00"), "a file, no folder");
    store.noteSweep(TODAY);

    assertThat(store.blobs(null, 10)).extracting(Blob::digest).containsExactly(PLAN);
  }

  @Test
  void a_note_that_is_none_is_told() throws IOException {
    Files.writeString(data.resolve("resources/swept"), "yesterday");

    assertThatIOException()
        .isThrownBy(() -> store.lastSweep())
        .withMessageContaining("Expected a time in")
        .withMessageContaining("swept");
  }
}
