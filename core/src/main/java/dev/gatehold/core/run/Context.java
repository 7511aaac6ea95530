package dev.gatehold.core.run;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the world looked like when a command was taken, read once.
 *
 * @param now the time, to the millisecond
 * @param actor who gave the command, as the credential says
 * @param directory people and groups as they hold at this moment
 * @param floors the rules that stand above the flow at this moment, by name
 * @param turns how many turns of each round robin were taken, by name of the rotation; 0 for others
 */
public record Context(
    Instant now,
    Principal actor,
    Directory directory,
    List<Floor> floors,
    Map<String, Long> turns) {
  public Context {
    floors = List.copyOf(floors);
    turns = Map.copyOf(turns);
  }

  /** Without floors, and with rotations at their beginning. */
  public Context(Instant now, Principal actor, Directory directory) {
    this(now, actor, directory, List.of(), Map.of());
  }

  /** The id under which the actor counts: the person's, whatever account or agent acts. */
  public String countsAs() {
    return directory.personBehind(actor.countsAs());
  }
}
