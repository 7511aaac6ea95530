package dev.gatehold.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.testkit.ResourceStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.jclouds.blobstore.domain.Blob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of a real S3 server passes the whole contract. */
class S3ResourceStoreTest implements ResourceStoreContract {
  private static final byte[] CONTENT = "+ one line".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);
  private static final String KEY =
      "resources/" + DIGEST.hex().substring(0, 2) + "/" + DIGEST.hex().substring(2);
  private static final byte[] EPOCH = "1970-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8);
  private static S3Service service;

  @TempDir Path folder;
  private S3ResourceStore store;

  @BeforeAll
  static void start() throws Exception {
    service = S3Service.start();
  }

  @AfterAll
  static void stop() throws Exception {
    service.stop();
  }

  @BeforeEach
  void open() throws IOException {
    service.objects().clearContainer(S3Service.BUCKET);
    store = opened("s3://evidence/resources");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private S3ResourceStore opened(String place) throws IOException {
    return S3ResourceStore.open(service.place(place), folder.resolve("spool"), S3Service.keys());
  }

  @Override
  public ResourceStore resources() {
    return store;
  }

  private void put() throws IOException {
    store.put(new ByteArrayInputStream(CONTENT), "plan.diff", "text/x-diff", 1_000);
  }

  private static void place(String key, byte[] content) {
    Blob blob =
        service.objects().blobBuilder(key).payload(content).contentLength(content.length).build();
    String tag = service.objects().putBlob(S3Service.BUCKET, blob);
    assertThat(tag).isNotEmpty();
  }

  private long spooled() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.count();
    }
  }

  @Test
  void an_object_is_named_by_the_digest_of_its_content() throws IOException {
    put();

    assertThat(service.objects().blobExists(S3Service.BUCKET, KEY)).isTrue();
    assertThat(spooled()).as("nothing may be left here").isZero();
  }

  @Test
  void content_that_is_there_is_not_sent_again() throws IOException {
    put();
    Date first = service.objects().blobMetadata(S3Service.BUCKET, KEY).getLastModified();
    String tag = service.objects().blobMetadata(S3Service.BUCKET, KEY).getETag();
    place(KEY, "- one line".getBytes(StandardCharsets.UTF_8));
    String changed = service.objects().blobMetadata(S3Service.BUCKET, KEY).getETag();
    put();

    assertThat(first).isNotNull();
    assertThat(changed).isNotEqualTo(tag);
    assertThat(service.objects().blobMetadata(S3Service.BUCKET, KEY).getETag())
        .as("an object of the same size must not be written again")
        .isEqualTo(changed);
  }

  @Test
  void an_object_of_another_size_is_written_anew() throws IOException {
    place(KEY, new byte[3]);
    put();

    try (InputStream content = store.open(DIGEST).orElseThrow()) {
      assertThat(content.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  void wrong_bytes_are_never_given_out() throws IOException {
    byte[] wrong = "- one line".getBytes(StandardCharsets.UTF_8);
    place(KEY, wrong);

    assertThatExceptionOfType(S3Failure.class)
        .isThrownBy(() -> store.open(DIGEST))
        .withMessageStartingWith(
            "Expected s3://evidence/resources/ at " + service.endpoint() + " to give content")
        .withMessageContaining("digest " + DIGEST + ", but its digest is " + Digest.of(wrong))
        .withMessageEndingWith("Restore the object from a backup, or from an older version of it.");
    assertThat(spooled()).isZero();
  }

  @Test
  void what_is_given_out_leaves_nothing_when_it_is_closed() throws IOException {
    put();
    try (InputStream content = store.open(DIGEST).orElseThrow()) {
      assertThat(content.read()).isEqualTo('+');
    }

    assertThat(spooled()).isZero();
  }

  @Test
  void what_a_crash_left_in_the_spool_is_gone() throws IOException {
    Files.writeString(folder.resolve("spool/old.part"), "half");
    opened("s3://evidence/resources").close();

    assertThat(spooled()).isZero();
  }

  @Test
  void prefixes_know_nothing_of_one_another() throws IOException {
    put();

    try (S3ResourceStore other = opened("s3://evidence")) {
      assertThat(other.open(DIGEST)).isEmpty();
    }
  }

  @Test
  void a_bucket_that_is_missing_is_told_at_the_start() {
    assertThatExceptionOfType(S3Failure.class)
        .isThrownBy(() -> opened("s3://nowhere/resources"))
        .withMessage(
            "Expected s3://nowhere/resources/ at %s to be there, but there is no bucket 'nowhere'."
                    .formatted(service.endpoint())
                + " Make it, or name another one with --resources.");
  }

  @Test
  void a_bucket_that_went_away_is_no_missing_content() throws IOException {
    service.objects().createContainerInLocation(null, "brief");
    try (S3ResourceStore brief = opened("s3://brief")) {
      service.objects().deleteContainer("brief");

      assertThatExceptionOfType(S3Failure.class)
          .isThrownBy(() -> brief.open(DIGEST))
          .withMessageContaining("there is no bucket 'brief'");
      assertThatExceptionOfType(S3Failure.class)
          .isThrownBy(() -> brief.put(new ByteArrayInputStream(CONTENT), "x", "x/y", 1_000))
          .withMessageContaining("there is no bucket 'brief'");
    }
  }

  @Test
  void a_wrong_key_is_told_without_it() {
    assertThatExceptionOfType(S3Failure.class)
        .isThrownBy(() ->
            S3ResourceStore.open(
                service.place("s3://evidence"), folder.resolve("spool"), S3Service.keys("wrong")))
        .withMessageContaining("it does not let this server in (403)")
        .withMessageContaining("AWS_SECRET_ACCESS_KEY")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong"));
  }

  @Test
  void other_objects_are_no_blobs() throws IOException {
    put();
    place("resources/00/notes.txt", CONTENT);
    place("resources/zz", CONTENT);
    assertThat(store.expire(DIGEST, Instant.parse("2999-01-01T00:00:00Z"), Instant.EPOCH)).isTrue();
    put();

    assertThat(store.blobs(null, 1)).extracting(ResourceStore.Blob::digest).containsExactly(DIGEST);
    assertThat(store.blobs(DIGEST, 1)).isEmpty();
  }

  @Test
  void what_died_before_it_deleted_an_object_has_not_deleted_it() throws IOException {
    put();
    place("resources/gone/" + KEY.substring("resources/".length()), EPOCH);

    assertThat(store.expiredAt(DIGEST)).isEmpty();
    service.objects().removeBlob(S3Service.BUCKET, KEY);
    assertThat(store.expiredAt(DIGEST)).contains(Instant.EPOCH);
    put();
    service.objects().removeBlob(S3Service.BUCKET, KEY);
    assertThat(store.expiredAt(DIGEST)).as("what is lost now was not expired").isEmpty();
  }
}
