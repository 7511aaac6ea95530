package dev.gatehold.server;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.MemoryRunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stores of runs and of people that stop answering when they are told to. */
final class FaultyStore {
  final MemoryRunStore memory = new MemoryRunStore();
  final AtomicBoolean down = new AtomicBoolean();

  RunStore store() {
    return faulty(RunStore.class, memory);
  }

  PeopleStore people() {
    return faulty(PeopleStore.class, new MemoryPeopleStore());
  }

  private <T> T faulty(Class<T> port, T behind) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              if (down.get()) {
                throw new StoreException("The disk at a secret place is gone.");
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}
