package dev.gatehold.store.spread;

import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A home that is watched. While it does not answer, one call at a time finds that out the slow way;
 * all others are told at once what that one was told.
 */
final class Watched {
  /** How long nobody asks a home that has not answered. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** A call that asks is over by then, whatever became of it. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final LongSupplier ticks;
  private final AtomicLong askAgain = new AtomicLong();
  private final RunStore store;
  private volatile @Nullable StoreUnavailable trouble;

  /**
   * Begins to watch.
   *
   * @param ticks nanoseconds from an arbitrary origin
   */
  Watched(RunStore home, LongSupplier ticks) {
    this.ticks = ticks;
    this.store = watched(RunStore.class, home);
  }

  RunStore store() {
    return store;
  }

  boolean answers() {
    return trouble == null;
  }

  private <T> T watched(Class<T> port, Object behind) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? ofObject(proxy, method, arguments)
                    : call(behind, method, arguments)));
  }

  /** Two homes are never the same, and this one needs no database to say so. */
  @SuppressWarnings("ReferenceEquality")
  private static Object ofObject(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "a home of runs";
    };
  }

  private @Nullable Object call(
      Object behind, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Class<?> result = method.getReturnType();
    if (result == Hints.class) {
      // Nothing rests on hints, and whoever hears them must be able to stop at any time.
      return made(behind, method, arguments);
    }
    if (result.isInterface() && result.getPackage().equals(RunStore.class.getPackage())) {
      return watched(result, made(behind, method, arguments));
    }
    StoreUnavailable known = trouble;
    if (known != null && !mayAsk()) {
      throw new StoreUnavailable(String.valueOf(known.getMessage()), known);
    }
    try {
      Object answer = made(behind, method, arguments);
      trouble = null;
      return answer;
    } catch (StoreUnavailable e) {
      trouble = e;
      askAgain.set(ticks.getAsLong() + PAUSE.toNanos());
      throw e;
    } catch (StoreException e) {
      trouble = null;
      throw e;
    }
  }

  /** Whether it is time to ask, and nobody else does. */
  private boolean mayAsk() {
    long now = ticks.getAsLong();
    long at = askAgain.get();
    return now - at >= 0 && askAgain.compareAndSet(at, now + LONGEST_CALL.toNanos());
  }

  private static Object made(Object behind, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(behind, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
