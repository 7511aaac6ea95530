package dev.gatehold.simulation.machine;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/**
 * Virtual threads that are run by an executor of ours. The JDK keeps the constructor for this to
 * itself; the JVM must be started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class Fibers {
  private static final Constructor<?> BUILDER = builder();

  private Fibers() {}

  private static Constructor<?> builder() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "Expected to make virtual threads with a scheduler of our own, but this JVM does not let"
              + " us. Run on JDK 25 with --add-opens java.base/java.lang=ALL-UNNAMED.",
          e);
    }
  }

  /** A thread that is given to the executor whenever it can go on; not started. */
  static Thread fiber(Executor executor, String name, Runnable work) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(executor)).name(name).unstarted(work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
