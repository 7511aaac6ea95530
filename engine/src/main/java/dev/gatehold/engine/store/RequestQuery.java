package dev.gatehold.engine.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to list.
 *
 * @param state {@code open} for all that are not closed, {@code rework}, {@code closed}, or null
 *     for all
 * @param dueBy only those on which an answer was due by then; null for any
 * @param forPerson only those that ask this person right now: one of {@code sources} matches and
 *     the person is not in {@code notAsked}; a closed request asks nobody; null for everybody's
 * @param sources the person's {@code user:} and {@code group:} texts; used only with {@code
 *     forPerson}
 * @param run only those of this run; null for any
 * @param after the id of the last request of the page before
 * @param openedAt when that one was opened; null to look it up
 * @param limit 1 to 500
 */
public record RequestQuery(
    @Nullable String state,
    @Nullable Instant dueBy,
    @Nullable String forPerson,
    List<String> sources,
    @Nullable String run,
    @Nullable String after,
    @Nullable Instant openedAt,
    int limit) {
  public RequestQuery {
    sources = List.copyOf(sources);
  }

  /** A query that goes on after a request by its id alone. */
  public RequestQuery(
      @Nullable String state,
      @Nullable Instant dueBy,
      @Nullable String forPerson,
      List<String> sources,
      @Nullable String run,
      @Nullable String after,
      int limit) {
    this(state, dueBy, forPerson, sources, run, after, null, limit);
  }

  /** The same, where it is known when the last request of the page before was opened. */
  public RequestQuery goingOnFrom(Instant opened) {
    return new RequestQuery(state, dueBy, forPerson, sources, run, after, opened, limit);
  }
}
