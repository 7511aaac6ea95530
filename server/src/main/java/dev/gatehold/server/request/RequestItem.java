package dev.gatehold.server.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list.
 *
 * @param id {@code RUN.STEP}
 * @param status {@code open} or {@code closed}
 * @param outcome null while it is open
 * @param requester the id of whom it counts as requested by
 * @param progress one sentence: who is still needed, or how it ended
 */
public record RequestItem(
    String id,
    String run,
    String flow,
    String step,
    int round,
    String title,
    String status,
    @Nullable String outcome,
    String requester,
    String progress,
    Instant openedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant decidedAt) {}
