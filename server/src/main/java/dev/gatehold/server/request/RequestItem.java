package dev.gatehold.server.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list.
 *
 * @param id {@code RUN.STEP}
 * @param status {@code open}, {@code rework} (changes were requested), {@code preparing} (the next
 *     round does not ask yet) or {@code closed}
 * @param outcome null until it is closed
 * @param subject the digest of what is agreed to; a decision must name it
 * @param overdue whether an answer was due and there is none
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
    String subject,
    Instant openedAt,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable Instant expiresAt,
    @Nullable Instant decidedAt) {}
