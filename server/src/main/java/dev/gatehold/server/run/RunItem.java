package dev.gatehold.server.run;

import dev.gatehold.server.flow.ReleaseTag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run in a list; see {@link RunDetail} for the words. */
public record RunItem(
    String id,
    String flow,
    ReleaseTag release,
    String status,
    String waitingFor,
    String requester,
    Instant startedAt,
    @Nullable Instant endedAt) {}
