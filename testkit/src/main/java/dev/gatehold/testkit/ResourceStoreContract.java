package dev.gatehold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.resource.ResourceStore.Blob;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every resource store must do, as tests: implement it in a test class and give the store. No
 * test of it skips, and none passes on a store that does nothing.
 */
public interface ResourceStoreContract {
  /** A time that no blob was stored after. */
  Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  /** When blobs expire here. */
  Instant EXPIRED = Instant.parse("2026-11-23T10:15:30.123Z");

  /** The store under test; the same one during a test, empty at its beginning. */
  ResourceStore resources();

  private Resource put(byte[] content) throws IOException {
    return resources()
        .put(new ByteArrayInputStream(content), "plan.diff", "text/x-diff", content.length);
  }

  private byte[] read(Digest digest) throws IOException {
    try (InputStream content = resources().open(digest).orElseThrow()) {
      return content.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  default void content_is_named_by_its_digest() throws IOException {
    byte[] content = bytes("+ one line");

    assertThat(put(content))
        .as("the reference must say what was stored")
        .isEqualTo(new Resource(Digest.of(content), "plan.diff", "text/x-diff", content.length));
    assertThat(read(Digest.of(content))).as("content must come back as it was").isEqualTo(content);
    assertThat(resources().open(Digest.of("other"))).as("unknown content must be empty").isEmpty();
  }

  @Test
  default void empty_and_large_contents_come_back() throws IOException {
    byte[] large = new byte[3_000_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    put(new byte[0]);
    put(large);

    assertThat(read(Digest.of(new byte[0]))).as("no bytes are content too").isEmpty();
    assertThat(read(Digest.of(large))).as("large content must come back").isEqualTo(large);
  }

  @Test
  default void the_same_content_can_be_put_again() throws IOException {
    Resource first = put(bytes("same"));
    Resource second =
        resources()
            .put(new ByteArrayInputStream(bytes("same")), "../../x", "application/json", 100);

    assertThat(second)
        .as("a reference must carry its own name and the content's digest")
        .isEqualTo(new Resource(first.digest(), "../../x", "application/json", 4));
    assertThat(read(first.digest())).isEqualTo(bytes("same"));
  }

  @Test
  default void content_over_the_limit_is_refused_and_not_kept() throws IOException {
    byte[] content = bytes("12345");
    assertThatExceptionOfType(ResourceTooLarge.class)
        .as("one byte too many must be refused")
        .isThrownBy(() -> resources().put(new ByteArrayInputStream(content), "big.bin", "x/y", 4))
        .withMessageContaining("big.bin")
        .withMessageContaining("4");
    assertThat(resources().open(Digest.of(content))).as("and not be kept").isEmpty();
    assertThat(resources().open(Digest.of("1234"))).as("nor a part of it").isEmpty();
  }

  @Test
  default void a_limit_is_met_without_reading_on() {
    InputStream endless = new BreakingStream(10_000_000);
    assertThatExceptionOfType(ResourceTooLarge.class)
        .as("a store must stop reading soon after the limit")
        .isThrownBy(() -> resources().put(endless, "endless", "x/y", 1000));
  }

  @Test
  default void content_that_breaks_off_is_not_kept() throws IOException {
    InputStream broken = new BreakingStream(4);
    assertThatIOException()
        .as("a broken stream must be told")
        .isThrownBy(() -> resources().put(broken, "x", "x/y", 1000))
        .withMessageContaining("connection lost");
    assertThat(resources().open(Digest.of("xxxx"))).as("half of it must not be kept").isEmpty();
  }

  @Test
  default void several_threads_can_put_the_same_content() throws Exception {
    byte[] content = bytes("shared".repeat(50_000));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Resource>> puts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        puts.add(threads.submit(() -> put(content)));
      }
      for (Future<Resource> put : puts) {
        assertThat(put.get().digest())
            .as("each put must end with the same reference")
            .isEqualTo(Digest.of(content));
      }
    }
    assertThat(read(Digest.of(content))).isEqualTo(content);
  }

  @Test
  default void blobs_are_listed_by_digest_page_by_page() throws IOException {
    List<Digest> stored = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      stored.add(put(bytes("blob " + i)).digest());
    }
    stored.sort(Comparator.comparing(Digest::text));
    List<Digest> listed = new ArrayList<>();
    List<Blob> page = resources().blobs(null, 3);
    while (!page.isEmpty()) {
      assertThat(page).as("a page must not be longer than asked").hasSizeLessThanOrEqualTo(3);
      page.forEach(blob -> listed.add(blob.digest()));
      page = resources().blobs(listed.getLast(), 3);
    }
    assertThat(listed).as("each blob must be listed once, in order").isEqualTo(stored);
  }

  @Test
  default void an_old_blob_expires_and_the_store_remembers_when() throws IOException {
    Digest digest = put(bytes("old")).digest();
    Digest other = put(bytes("another")).digest();

    assertThat(resources().expire(digest, FAR, EXPIRED)).as("an old blob must go").isTrue();
    assertThat(resources().open(digest)).as("it must be gone").isEmpty();
    assertThat(resources().expiredAt(digest)).as("and be remembered").contains(EXPIRED);
    assertThat(resources().blobs(null, 10)).extracting(Blob::digest).containsExactly(other);
    assertThat(read(other)).as("others must stay").isEqualTo(bytes("another"));
    assertThat(resources().expire(digest, FAR, FAR)).as("it cannot go twice").isFalse();
    assertThat(resources().expiredAt(digest)).as("the first time counts").contains(EXPIRED);
  }

  @Test
  default void a_blob_that_was_stored_since_does_not_expire() throws IOException {
    Digest digest = put(bytes("young")).digest();
    Instant stored = resources().blobs(null, 1).getFirst().storedAt();

    assertThat(resources().expire(digest, stored, EXPIRED)).as("it is young").isFalse();
    assertThat(read(digest)).isEqualTo(bytes("young"));
    assertThat(resources().expiredAt(digest)).as("what is there is not gone").isEmpty();
  }

  @Test
  default void what_was_never_stored_is_not_remembered_as_expired() throws IOException {
    Digest unknown = Digest.of("never stored");
    assertThat(put(bytes("something")).digest()).isNotEqualTo(unknown);

    assertThat(resources().expire(unknown, FAR, EXPIRED)).isFalse();
    assertThat(resources().expiredAt(unknown)).isEmpty();
    assertThat(resources().blobs(null, 10)).as("others are there").hasSize(1);
  }

  @Test
  default void an_expired_blob_that_is_put_again_is_as_if_it_had_never_gone() throws IOException {
    Digest digest = put(bytes("again")).digest();
    assertThat(resources().expire(digest, FAR, EXPIRED)).isTrue();
    put(bytes("again"));

    assertThat(read(digest)).isEqualTo(bytes("again"));
    assertThat(resources().expiredAt(digest)).isEmpty();
    assertThat(resources().blobs(null, 10)).extracting(Blob::digest).containsExactly(digest);
  }

  @Test
  default void putting_the_content_again_makes_a_blob_young() throws IOException {
    Digest digest = put(bytes("touched")).digest();
    Instant first = resources().blobs(null, 1).getFirst().storedAt();
    Instant last = first;
    // A store may keep whole seconds.
    for (long end = System.nanoTime() + 5_000_000_000L;
        !last.isAfter(first) && System.nanoTime() < end; ) {
      put(bytes("touched"));
      last = resources().blobs(null, 1).getFirst().storedAt();
    }

    assertThat(last).as("each put must count").isAfter(first);
    assertThat(resources().expire(digest, last, EXPIRED)).isFalse();
    assertThat(read(digest)).isEqualTo(bytes("touched"));
  }

  @Test
  default void the_time_of_the_last_sweep_is_kept() throws IOException {
    assertThat(resources().lastSweep()).as("nobody has swept").isEmpty();
    resources().noteSweep(FAR);
    resources().noteSweep(EXPIRED);

    assertThat(resources().lastSweep()).as("what was noted last").contains(EXPIRED);
    assertThat(resources().blobs(null, 10)).as("it is no blob").isEmpty();
  }
}
