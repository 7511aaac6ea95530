package dev.gatehold.engine.journal;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.RunEvent;
import java.time.Instant;
import java.util.List;

/**
 * What one command did to one run.
 *
 * @param at when the command was handled
 * @param by who gave it
 * @param events in order, at least one
 */
public record Entry(Instant at, Principal by, List<RunEvent> events) {
  public Entry {
    events = List.copyOf(events);
  }
}
