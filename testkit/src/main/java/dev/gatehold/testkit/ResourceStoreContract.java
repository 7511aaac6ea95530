package dev.gatehold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
}
