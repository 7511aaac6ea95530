package dev.gatehold.engine;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A store that does what it is told to spoil, and everything else as the one behind it; remembers
 * what was asked of it.
 */
final class FaultyRunStore {
  volatile boolean commitsFail;
  volatile boolean finishingFails;

  /** What happens before a call, by the method's name. */
  volatile Consumer<String> before = _ -> {};

  final Set<Object> finished = ConcurrentHashMap.newKeySet();
  final AtomicInteger postponed = new AtomicInteger();
  final AtomicInteger largestCommit = new AtomicInteger();
  volatile UnaryOperator<StoredRun> spoil = UnaryOperator.identity();
  volatile UnaryOperator<StoredEffect> spoilEffect = UnaryOperator.identity();
  private final RunStore behind;

  /** Whoever listens to other nodes. */
  private final List<Consumer<Hint>> listeners = new CopyOnWriteArrayList<>();

  FaultyRunStore(RunStore behind) {
    this.behind = behind;
  }

  /** Says that another node left effects, so that they are looked for now. */
  void effectsAreLeft() {
    listeners.forEach(listener -> listener.accept(new Hint.EffectsLeft()));
  }

  private Hints.Listening listen(Consumer<Hint> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  RunStore store() {
    return (RunStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) -> {
              before.accept(method.getName());
              if (method.getName().equals("hints")) {
                return (Hints) this::listen;
              }
              if (method.getName().equals("commit") && commitsFail) {
                throw new StoreException("The disk is full");
              }
              if (method.getName().equals("commit")) {
                largestCommit.accumulateAndGet(((List<?>) arguments[0]).size(), Math::max);
              }
              if (method.getName().equals("finishEffect")) {
                if (finishingFails) {
                  throw new StoreException("The disk is full");
                }
                finished.add(arguments[0]);
              }
              if (method.getName().equals("postponeEffect")) {
                postponed.incrementAndGet();
              }
              try {
                Object answer = method.invoke(behind, arguments);
                if (method.getName().equals("leaseEffects")) {
                  return ((List<?>) answer)
                      .stream().map(StoredEffect.class::cast).map(spoilEffect).toList();
                }
                if (answer instanceof RunStore.News(var keys, var runs)) {
                  return new RunStore.News(keys, runs.stream().map(spoil).toList());
                }
                return answer instanceof Optional<?> found
                        && found.orElse(null) instanceof StoredRun run
                    ? Optional.of(spoil.apply(run))
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
