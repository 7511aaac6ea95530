package dev.gatehold.core.run;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import java.time.Instant;

/**
 * What the world looked like when a command was taken, read once.
 *
 * @param now the time, to the millisecond
 * @param actor who gave the command, as the credential says
 * @param directory people and groups as they hold at this moment
 */
public record Context(Instant now, Principal actor, Directory directory) {}
