package dev.gatehold.core.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** People who take turns. Written {@code rotation:NAME} where approvers are named. */
public sealed interface Rotation {
  String name();

  /** The ids of the people in the order of their turns, at least one; a person may stand twice. */
  List<String> members();

  /**
   * On call for one or more weeks at a time.
   *
   * @param start the date on which the first member takes over; later handovers fall on the same
   *     day of the week
   * @param handover the local time of every handover, whatever the clock does in between; where the
   *     clock jumps over it, the handover is at the jump, and where it comes twice, at the first
   * @param every the length of a turn in weeks, 1 or more
   */
  record Weekly(
      String name,
      List<String> members,
      ZoneId zone,
      LocalDate start,
      LocalTime handover,
      int every)
      implements Rotation {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException without members, or for turns of less than a week
     */
    public Weekly {
      members = checked(name, members);
      if (every < 1) {
        throw new IllegalArgumentException(
            "Expected turns of rotation '"
                + name
                + "' to last 1 week or more, but found "
                + every
                + ".");
      }
    }

    /** Who is on call at this instant; before the start already the first member. */
    public String at(Instant instant) {
      if (instant.isBefore(begins(0))) {
        return members.getFirst();
      }
      LocalDate today = instant.atZone(zone).toLocalDate();
      long turn = ChronoUnit.WEEKS.between(start, today) / every;
      while (instant.isBefore(begins(turn))) {
        turn--;
      }
      while (!instant.isBefore(begins(turn + 1))) {
        turn++;
      }
      return members.get((int) (turn % members.size()));
    }

    private Instant begins(long turn) {
      return WallClock.first(start.plusWeeks(turn * every).atTime(handover), zone);
    }
  }

  /** One after the other, with each thing that is handed out. */
  record RoundRobin(String name, List<String> members) implements Rotation {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException without members
     */
    public RoundRobin {
      members = checked(name, members);
    }

    /**
     * Whose turn it is.
     *
     * @param turn counted from 0
     * @throws IllegalArgumentException for a negative turn
     */
    public String at(long turn) {
      if (turn < 0) {
        throw new IllegalArgumentException(
            "Expected the turns of rotation '" + name + "' from 0 on, but found " + turn + ".");
      }
      return members.get((int) (turn % members.size()));
    }
  }

  private static List<String> checked(String name, List<String> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected rotation '"
              + name
              + "' to have members, but it has none. Name at least one person.");
    }
    return List.copyOf(members);
  }
}
