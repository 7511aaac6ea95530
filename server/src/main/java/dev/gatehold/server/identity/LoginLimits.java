package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing of passwords: so many failures within a window, per user and address and per
 * address alone. A user's name alone is never locked, so that nobody can shut others out from afar.
 */
final class LoginLimits {
  static final int PER_USER_AND_ADDRESS = 10;
  static final int PER_ADDRESS = 50;
  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 20_000;

  private record Failures(Instant since, int count) {}

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  LoginLimits(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes one try before the password is looked at, so that tries at the same time all count.
   *
   * @throws GateholdException {@code login.limited} when there are none left
   */
  synchronized void take(String user, String address) {
    Instant now = clock.instant();
    if (count(pair(user, address), now) >= PER_USER_AND_ADDRESS
        || count(address, now) >= PER_ADDRESS) {
      throw new GateholdException(
          "login.limited",
          "Expected fewer failed sign-ins, but there were too many from here.",
          "Wait " + WINDOW.toMinutes() + " minutes and try again.");
    }
    add(pair(user, address), now, 1);
    add(address, now, 1);
  }

  /** Gives the try back: it was no failure. */
  synchronized void succeeded(String user, String address) {
    failures.remove(pair(user, address));
    add(address, clock.instant(), -1);
  }

  private void add(String key, Instant now, int change) {
    Failures last = failures.get(key);
    Instant since = last == null || isOver(last, now) ? now : last.since();
    failures.put(key, new Failures(since, Math.max(0, count(key, now) + change)));
  }

  private int count(String key, Instant now) {
    Failures last = failures.get(key);
    return last == null || isOver(last, now) ? 0 : last.count();
  }

  private static boolean isOver(Failures failures, Instant now) {
    return !now.isBefore(failures.since().plus(WINDOW));
  }

  private static String pair(String user, String address) {
    return address + "\n" + user;
  }
}
