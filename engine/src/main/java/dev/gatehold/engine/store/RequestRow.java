package dev.gatehold.engine.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request at a glance; derived from its run's journal. One row per gate of a run: a new round
 * replaces it.
 *
 * @param id {@code RUN.STEP}
 * @param round from 1. Within a round step, flow, title, requester, subject and openedAt stay
 * @param status {@link #OPEN}, {@link #REWORK}, {@link #PREPARING} or {@link #CLOSED}
 * @param outcome null until it is closed, then the outcome's word
 * @param requester the person (or service) that it counts as requested by
 * @param progress one sentence: who is still needed, or how it ended
 * @param sources texts of the sources that are asked right now, such as {@code group:sre}
 * @param notAsked ids of persons who are never asked or have decided already
 * @param dueAt when an answer is expected; null for no such time
 */
public record RequestRow(
    String id,
    String run,
    String step,
    int round,
    String flow,
    String title,
    String status,
    @Nullable String outcome,
    String requester,
    String progress,
    String subject,
    List<String> sources,
    List<String> notAsked,
    Instant openedAt,
    @Nullable Instant dueAt,
    @Nullable Instant expiresAt,
    @Nullable Instant decidedAt) {
  /** People are asked. */
  public static final String OPEN = "open";

  /** Changes were requested, and somebody has to resubmit. */
  public static final String REWORK = "rework";

  /** A round is over and the next one does not ask yet. */
  public static final String PREPARING = "preparing";

  /** The outcome is final. */
  public static final String CLOSED = "closed";

  public RequestRow {
    sources = List.copyOf(sources);
    notAsked = List.copyOf(notAsked);
  }
}
