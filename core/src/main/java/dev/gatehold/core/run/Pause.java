package dev.gatehold.core.run;

import dev.gatehold.core.people.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who asked that nothing new begins, when and why. */
public record Pause(Principal by, @Nullable String reason, Instant since) {}
