package dev.gatehold.language;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.people.Directory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a flow file can refer to and is held to; what is null is not known here and not checked.
 *
 * @param directory people, groups, roles, rotations and calendars
 * @param connectors names of connectors
 * @param floors the rules that bind flows; none when there are none, or when they are not known
 */
public record Names(
    @Nullable Directory directory, @Nullable Set<String> connectors, List<Floor> floors) {
  /** Nothing is known: a check without a server. */
  public static final Names UNKNOWN = new Names(null, null, List.of());

  /** A directory that does not answer is one that is not known. */
  public Names {
    directory = directory == null || directory.failure() != null ? null : directory;
    connectors = connectors == null ? null : Set.copyOf(connectors);
    floors = List.copyOf(floors);
  }
}
