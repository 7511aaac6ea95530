package dev.gatehold.server.directory;

import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.server.directory.Roster.Mention;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Entry;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the rotations of the people file. */
final class RotationReader {
  private final ZoneId zone;
  private final List<Mention> mentions;

  private RotationReader(ZoneId zone, List<Mention> mentions) {
    this.zone = zone;
    this.mentions = mentions;
  }

  /**
   * Rotations by name.
   *
   * @param zone that of rotations that name none
   * @param mentions takes the members
   */
  static Map<String, Rotation> read(
      @Nullable YamlValue section, ZoneId zone, List<Mention> mentions) throws YamlFileException {
    Map<String, Rotation> rotations = new TreeMap<>();
    if (section != null) {
      RotationReader reader = new RotationReader(zone, mentions);
      for (Entry entry : section.entries("oncall: {weekly: …}")) {
        String name = entry.name().text(text -> PersonId.nameProblem("a rotation", text));
        rotations.put(name, reader.rotation(name, entry.value()));
      }
    }
    return rotations;
  }

  private Rotation rotation(String name, YamlValue value) throws YamlFileException {
    Fields kinds = value.fields("weekly", "round_robin");
    @Nullable YamlValue weekly = kinds.get("weekly");
    @Nullable YamlValue roundRobin = kinds.get("round_robin");
    if (weekly != null && roundRobin == null) {
      return weekly(name, weekly.fields("members", "zone", "start", "handover", "every"));
    }
    if (roundRobin != null && weekly == null) {
      return new Rotation.RoundRobin(name, members(name, roundRobin.fields("members")));
    }
    throw value.error(
        "Expected either 'weekly' or 'round_robin', but found "
            + (weekly == null ? "neither." : "both."));
  }

  private Rotation weekly(String name, Fields fields) throws YamlFileException {
    List<String> members = members(name, fields);
    YamlValue start = fields.required("start");
    LocalDate first = Times.date(start);
    @Nullable YamlValue every = fields.get("every");
    return new Rotation.Weekly(
        name,
        members,
        Times.zone(fields.get("zone"), zone),
        first,
        handover(fields.required("handover"), first, start),
        every == null ? 1 : every.count());
  }

  /** A time, with the day of the week before it or without. */
  private static LocalTime handover(YamlValue value, LocalDate first, YamlValue start)
      throws YamlFileException {
    String[] parts = value.text().split(" ", -1);
    if (parts.length > 2) {
      throw value.error(
          "Expected a handover such as 'mon 09:00', but found '" + value.text() + "'.");
    }
    if (parts.length == 2) {
      DayOfWeek day = Times.day(value, parts[0]);
      if (first.getDayOfWeek() != day) {
        throw start.error(
            "Expected the start to fall on the day of the handovers, but "
                + first
                + " is a "
                + first.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                + " and the handovers are on '"
                + parts[0]
                + "'.");
      }
    }
    return Times.time(value, parts[parts.length - 1]);
  }

  private List<String> members(String rotation, Fields fields) throws YamlFileException {
    YamlValue list = fields.required("members");
    List<String> members = new ArrayList<>();
    for (YamlValue item : list.items("people")) {
      String member = item.text(PersonId::problem);
      mentions.add(new Mention(item.place(), member, "member of rotation " + rotation));
      members.add(member);
    }
    if (members.isEmpty()) {
      throw list.error("Expected at least one member, but found none.");
    }
    return members;
  }
}
