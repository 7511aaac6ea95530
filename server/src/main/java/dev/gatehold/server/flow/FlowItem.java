package dev.gatehold.server.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A flow in a list; {@code live} and {@code newest} are 0 when there is none. */
public record FlowItem(String flow, int live, int newest, @Nullable Instant draftAt) {}
