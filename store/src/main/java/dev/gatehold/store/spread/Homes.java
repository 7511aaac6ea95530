package dev.gatehold.store.spread;

import dev.gatehold.engine.store.Spread;
import dev.gatehold.engine.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores of one kind, one in each home, and how they are asked.
 *
 * @param <S> the kind
 */
final class Homes<S> {
  private final List<S> stores;
  private final AtomicInteger turn = new AtomicInteger();

  Homes(List<S> stores) {
    this.stores = List.copyOf(stores);
  }

  S first() {
    return stores.getFirst();
  }

  List<S> all() {
    return stores;
  }

  /** The store that has this run, or what belongs to it. */
  S of(String id) {
    return Spread.at(stores, id);
  }

  /** These ids by the stores that have them, in the order of the stores that come up. */
  Map<S, List<String>> byHome(Collection<String> ids) {
    Map<S, List<String>> homes = new LinkedHashMap<>();
    ids.forEach(id -> homes.computeIfAbsent(of(id), _ -> new ArrayList<>()).add(id));
    return homes;
  }

  /** All answers, by the numbers of the homes; the question is asked of all at the same time. */
  <R> List<R> ask(Function<S, R> question) {
    return ask(stores, question);
  }

  /** Asks some of the stores, at the same time. */
  static <S, R> List<R> ask(Collection<S> some, Function<S, R> question) {
    if (some.size() < 2) {
      return some.stream().map(question).toList();
    }
    List<Callable<R>> calls =
        some.stream().<Callable<R>>map(store -> () -> question.apply(store)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<R> answers = new ArrayList<>();
      for (Future<R> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Expected to read from all databases, but was interrupted.", e);
    }
  }

  /** Lists of all homes as one, in this order, cut to its first elements. */
  <R> List<R> merged(Function<S, List<R>> lists, Comparator<? super R> order, int limit) {
    return ask(lists).stream().flatMap(List::stream).sorted(order).limit(limit).toList();
  }

  /** How much of the limit is left, and a store that may fill it. */
  @FunctionalInterface
  interface Source<S, R> {
    List<R> of(S store, int left);
  }

  /**
   * Takes from one home after the other until there is enough; a different one is the first each
   * time. Homes that do not answer are passed over, unless none does.
   */
  <R> List<R> gathered(Source<S, R> source, int limit) {
    int from = turn.getAndIncrement();
    List<R> found = new ArrayList<>();
    @Nullable StoreUnavailable trouble = null;
    int answered = 0;
    for (int i = 0; i < stores.size() && found.size() < limit; i++) {
      S store = stores.get(Math.floorMod(from + i, stores.size()));
      try {
        found.addAll(source.of(store, limit - found.size()));
        answered++;
      } catch (StoreUnavailable e) {
        trouble = e;
      }
    }
    if (answered == 0 && trouble != null) {
      throw trouble;
    }
    return found;
  }
}
