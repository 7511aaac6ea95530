package dev.gatehold.engine;

import dev.gatehold.core.run.Home;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.Spread;
import dev.gatehold.engine.store.StoreUnavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where new runs begin.
 *
 * <p>Those with an idempotency key begin where the key says, so that rivals meet in one database.
 * When there is one database more, a key either stays where it was or goes to that one. So a start
 * that is repeated has to be looked for only where its key has been in that way.
 */
final class Placement {
  /** No call that a store has taken goes on for longer. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final RunStore runs;
  private final AtomicInteger next = new AtomicInteger();

  Placement(RunStore runs) {
    this.runs = runs;
  }

  /**
   * Where a run is to begin, or has begun under this key.
   *
   * @param key the idempotency key with its actor; null for none
   * @throws StoreUnavailable when it cannot be known whether the key was used
   */
  Home of(@Nullable String key, Instant now) {
    if (!(runs instanceof Spread spread)) {
      return Home.FIRST;
    }
    int taking = spread.taking(now);
    return key == null ? inTurn(spread, taking) : byKey(spread, key, taking, now);
  }

  private Home inTurn(Spread spread, int taking) {
    int from = next.getAndIncrement();
    return IntStream.range(0, taking)
        .mapToObj(i -> new Home(1 + Math.floorMod(from + i, taking)))
        .filter(spread::answers)
        .findFirst()
        .orElse(Home.FIRST);
  }

  private static Home byKey(Spread spread, String key, int taking, Instant now) {
    List<Home> places = placesOf(key, taking);
    Home last = places.getLast();
    if (!last.equals(placesOf(key, spread.taking(now.plus(LONGEST_CALL))).getLast())) {
      // Whoever starts it now must be done before others look for it in the next place.
      throw new StoreUnavailable(
          "Expected the idempotency key to have its place, but a database is just being added. Try"
              + " again in half a minute.");
    }
    for (Home earlier : places.subList(0, places.size() - 1)) {
      if (spread.homes().get(earlier.number() - 1).appliedKey(key).isPresent()) {
        return earlier;
      }
    }
    return last;
  }

  /**
   * The places of a key while the number of databases grew to this one; the last is that of now.
   */
  static List<Home> placesOf(String key, int databases) {
    List<Home> places = new ArrayList<>();
    long heaviest = Long.MIN_VALUE;
    for (int number = 1; number <= databases; number++) {
      long weight = weight(key, number);
      if (number == 1 || weight > heaviest) {
        heaviest = weight;
        places.add(new Home(number));
      }
    }
    return places;
  }

  private static long weight(String key, int number) {
    byte[] text = (number + "\n" + key).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Digest.sha256().digest(text)).getLong();
  }
}
