package dev.gatehold.server.request;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Several decisions in one call. Each stands for itself, with its own subject, its own checks and
 * its own record: one that is refused keeps none of the others back.
 */
@Component
public final class Batches {
  private final Deciding deciding;
  private final RequestLists requests;

  Batches(Deciding deciding, RequestLists requests) {
    this.deciding = deciding;
    this.requests = requests;
  }

  /** One of the decisions. */
  public record Item(String request, Said said) {}

  /**
   * What became of one of them.
   *
   * @param result the request as it is now; null when it was refused
   * @param error null when it was not refused
   */
  public record Result(String request, @Nullable RequestItem result, @Nullable Problem error) {
    public boolean ok() {
      return error == null;
    }
  }

  /** Decides them, in order; {@code key} is the caller's for all of them together. */
  public List<Result> decide(Caller caller, List<Item> items, @Nullable String key) {
    return each(
        items,
        item -> deciding.decide(caller, item.request(), item.said(), keyOf(key, item.request())));
  }

  /** Says what would become of them, and changes nothing. */
  public List<Result> preflight(Caller caller, List<Item> items) {
    return each(items, item -> deciding.preflight(caller, item.request(), item.said()));
  }

  private interface Way {
    void go(Item item);
  }

  private List<Result> each(List<Item> items, Way way) {
    List<Result> results = new ArrayList<>();
    for (Item item : items) {
      results.add(result(item, way));
    }
    return results;
  }

  private Result result(Item item, Way way) {
    try {
      way.go(item);
      RequestId id = RequestId.parse(item.request());
      return new Result(item.request(), requests.item(id).orElseThrow(id::unknown), null);
    } catch (GateholdException e) {
      return new Result(item.request(), null, Problem.of(e));
    } catch (StoreException e) {
      return new Result(item.request(), null, Problem.storeUnavailable());
    }
  }

  /** A digest, so that the longest key still leaves room for the request. */
  private static @Nullable String keyOf(@Nullable String key, String request) {
    return key == null ? null : Digest.of(key + "\n" + request).text();
  }
}
