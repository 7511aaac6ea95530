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
 * @param after the id of the last request of the page before, together with its opening time by
 *     lookup
 * @param limit 1 to 500
 */
public record RequestQuery(
    @Nullable String state,
    @Nullable Instant dueBy,
    @Nullable String forPerson,
    List<String> sources,
    @Nullable String run,
    @Nullable String after,
    int limit) {
  public RequestQuery {
    sources = List.copyOf(sources);
  }
}
