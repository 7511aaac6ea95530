package dev.gatehold.server.http;

import dev.gatehold.core.value.Durations;
import dev.gatehold.server.problem.Malformed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a caller is willing to wait for news: the {@code wait} parameter. */
public final class Patience {
  public static final Duration LONGEST = Duration.ofSeconds(60);

  private Patience() {}

  /** Reads {@code 30s}, {@code 1m}, {@code PT30S}; null means not at all. */
  public static Duration of(@Nullable String wait) {
    if (wait == null) {
      return Duration.ZERO;
    }
    Duration patience;
    try {
      patience = Durations.parse(wait);
    } catch (IllegalArgumentException e) {
      throw Malformed.because(
          "Expected 'wait' to be a duration such as 30s, but found '" + wait + "'.");
    }
    if (patience.compareTo(LONGEST) > 0) {
      throw Malformed.because("Expected 'wait' to be at most 60s, but found '" + wait + "'.");
    }
    return patience;
  }
}
