package dev.gatehold.simulation.store;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TriggerStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run store, and the stores that belong to it, all of whose calls go through one place. */
public final class Ports {
  private static final Set<String> WRITES =
      Set.of(
          "commit",
          "park",
          "leaseEffects",
          "renewLeases",
          "releaseLeases",
          "releaseLeasesOfOthers",
          "postponeEffect",
          "setAsideEffect",
          "finishEffect",
          "place",
          "claim",
          "renew",
          "giveBack",
          "keep",
          "delivered",
          "subscribe",
          "unsubscribe",
          "forget",
          "replace",
          "pause",
          "add",
          "passed",
          "settle");

  private Ports() {}

  /** A call that has not been made yet, or was made already. */
  public static final class Call {
    private final Object behind;
    private final Method method;
    private final @Nullable Object @Nullable [] arguments;

    private Call(Object behind, Method method, @Nullable Object @Nullable [] arguments) {
      this.behind = behind;
      this.method = method;
      this.arguments = arguments;
    }

    public String name() {
      return method.getName();
    }

    /** Whether it changes something. */
    public boolean writes() {
      return WRITES.contains(name());
    }

    public Object argument(int index) {
      return Objects.requireNonNull(Objects.requireNonNull(arguments)[index]);
    }

    /** The same call with another argument. */
    public Call with(int index, Object argument) {
      @Nullable Object[] changed = Objects.requireNonNull(arguments).clone();
      changed[index] = argument;
      return new Call(behind, method, changed);
    }

    /** Makes it. */
    public @Nullable Object make() {
      try {
        return method.invoke(behind, arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Sees every call, and decides whether it is made. */
  @FunctionalInterface
  public interface Gatekeeper {
    @Nullable Object through(Call call);
  }

  /** The same store behind this gatekeeper. */
  public static RunStore guarded(RunStore behind, Gatekeeper gatekeeper) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("tasks", proxy(TaskStore.class, behind.tasks(), gatekeeper));
    parts.put("events", proxy(EventStore.class, behind.events(), gatekeeper));
    parts.put("triggers", proxy(TriggerStore.class, behind.triggers(), gatekeeper));
    parts.put("hints", behind.hints());
    return proxy(
        RunStore.class,
        behind,
        call -> {
          // Each of the parts is asked for without arguments; tasks have a list of that name, too.
          Object part = call.arguments == null ? parts.get(call.name()) : null;
          return part == null ? gatekeeper.through(call) : part;
        });
  }

  private static <T> T proxy(Class<T> port, T behind, Gatekeeper gatekeeper) {
    return port.cast(
        Proxy.newProxyInstance(
            Ports.class.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) ->
                gatekeeper.through(new Call(Objects.requireNonNull(behind), method, arguments))));
  }
}
