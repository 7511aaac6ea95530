package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;

/** How a run ends once all that it did is undone. */
public record Closing(Ending ending, String reason) {}
