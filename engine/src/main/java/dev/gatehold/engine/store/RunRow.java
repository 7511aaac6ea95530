package dev.gatehold.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run at a glance; derived from its journal.
 *
 * @param release number, 0 for a run of the draft
 * @param releaseDigest of the flow file
 * @param status {@code active}, or how it ended: {@code completed}, {@code rejected}, {@code
 *     failed}, {@code cancelled}
 * @param waitingFor what an active run waits for, in a few words; how an ended one ended
 * @param requester whom the run counts as requested by
 * @param seq the number of its last journal entry
 * @param headHash the hash of its last journal entry
 * @param nextDeadline when time alone changes it
 * @param key of the runs of its flow that supersede each other; null for a run that does not
 * @param draft whether it works with what staging has: it is one of a draft, or one such called it
 * @param parent the run that called it; null for one that was started by itself
 */
public record RunRow(
    String run,
    String flow,
    int release,
    String releaseDigest,
    String status,
    String waitingFor,
    String requester,
    Instant startedAt,
    @Nullable Instant endedAt,
    long seq,
    String headHash,
    @Nullable Instant nextDeadline,
    @Nullable String key,
    boolean draft,
    @Nullable String parent) {}
