package dev.gatehold.server.request;

import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists requests for API and pages. */
@Component
public final class RequestLists {
  /** How many rows are read at a time where not every one is shown. */
  private static final int GULP = 200;

  private final RunStore store;
  private final DirectorySource people;
  private final InstantSource clock;

  RequestLists(RunStore store, DirectorySource people, InstantSource clock) {
    this.store = store;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Which requests to list.
   *
   * @param state {@code open} for all that are not closed, {@code rework}, {@code overdue}, {@code
   *     closed}, or null for all
   * @param mine only those that wait for the caller right now
   * @param run only those of this run; null for any
   */
  public record Filter(@Nullable String state, boolean mine, @Nullable String run) {
    private boolean overdue() {
      return "overdue".equals(state);
    }

    /** This filter in the store's words. */
    private RequestQuery query(
        @Nullable String person,
        List<String> sources,
        Instant now,
        @Nullable String after,
        int limit) {
      return new RequestQuery(
          overdue() ? "open" : state, overdue() ? now : null, person, sources, run, after, limit);
    }
  }

  /** Requests, oldest first. */
  public Slice<RequestItem> list(Caller caller, Filter filter, @Nullable String cursor, int limit) {
    String person = filter.mine() ? caller.person() : null;
    if (filter.mine() && person == null) {
      return new Slice<>(List.of(), null);
    }
    Instant now = clock.instant();
    Rights rights = person == null ? null : Rights.of(person, people.current(), now);
    List<RequestItem> found = new ArrayList<>();
    String after = Slice.place(cursor);
    List<String> sources = rights == null ? List.of() : rights.sources();
    int gulp = rights == null ? limit + 1 : GULP;
    while (true) {
      List<RequestRow> rows = store.requests(filter.query(person, sources, now, after, gulp));
      for (RequestRow row : rows) {
        if (rights == null || rights.areAskedBy(row)) {
          found.add(item(row, now));
        }
      }
      if (found.size() > limit || rows.size() < gulp) {
        List<RequestItem> shown = found.subList(0, Math.min(found.size(), limit + 1));
        return Slice.of(shown, limit, RequestItem::id, item -> item);
      }
      after = rows.getLast().id();
    }
  }

  /** A request at a glance; empty when there is none. */
  Optional<RequestItem> item(RequestId id) {
    return store.request(id.text()).map(row -> item(row, clock.instant()));
  }

  private static RequestItem item(RequestRow row, Instant now) {
    Instant due = row.dueAt();
    return new RequestItem(
        row.id(),
        row.run(),
        row.flow(),
        row.step(),
        row.round(),
        row.title(),
        row.status(),
        row.outcome(),
        row.requester(),
        row.progress(),
        row.subject(),
        row.openedAt(),
        due,
        row.outcome() == null && due != null && !now.isBefore(due),
        row.expiresAt(),
        row.decidedAt());
  }
}
