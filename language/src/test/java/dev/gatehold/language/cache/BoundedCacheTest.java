package dev.gatehold.language.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final List<String> made = new ArrayList<>();
  private final BoundedCache<String, String> cache = new BoundedCache<>(2);

  private String get(String key) {
    return cache.get(
        key,
        one -> {
          made.add(one);
          return one + "!";
        });
  }

  @Test
  void aValueIsMadeOnce() {
    assertThat(get("a")).isEqualTo("a!");
    assertThat(get("a")).isEqualTo("a!");
    assertThat(made).containsExactly("a");
  }

  @Test
  void theOneNotAskedForLongestGoesFirst() {
    List.of("a", "b", "a", "c", "a", "b").forEach(this::get);
    assertThat(made).containsExactly("a", "b", "c", "b");
  }

  @Test
  void aFailureIsNotRemembered() {
    assertThatThrownBy(() ->
            cache.get(
                "a",
                _ -> {
                  throw new IllegalStateException("not now");
                }))
        .hasMessage("not now");
    assertThat(get("a")).isEqualTo("a!");
  }
}
