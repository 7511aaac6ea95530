package dev.gatehold.simulation.world;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A call to a node that may never be answered. */
final class Call<T> {
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable T value;
  private @Nullable RuntimeException failure;

  void answer(T answer) {
    if (over.getCount() > 0) {
      value = answer;
      over.countDown();
    }
  }

  void fail(RuntimeException cause) {
    if (over.getCount() > 0) {
      failure = cause;
      over.countDown();
    }
  }

  /** The answer does not arrive; whether there was one is not known. */
  void lose() {
    over.countDown();
  }

  /** Waits for the answer; null when there is none. */
  @Nullable T await() throws InterruptedException {
    over.await();
    return value;
  }

  /** Why there is no answer; null when nobody knows. */
  @Nullable RuntimeException failure() {
    return failure;
  }
}
