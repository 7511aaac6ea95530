package dev.gatehold.server.directory;

import dev.gatehold.server.directory.Roster.Mention;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code people.yaml} strictly: whatever is not known is an error with its place. */
final class PeopleFileReader {
  private PeopleFileReader() {}

  /** What this text says. */
  static Roster read(String file, String text) throws YamlFileException {
    Optional<YamlValue> root = YamlValue.parse(file, text);
    return root.isEmpty() ? Roster.EMPTY : roster(root.get());
  }

  private static Roster roster(YamlValue root) throws YamlFileException {
    Fields fields = root.fields("people", "zone", "calendars", "rotations");
    ZoneId zone = Times.zone(fields.get("zone"), ZoneOffset.UTC);
    List<Mention> mentions = new ArrayList<>();
    PersonReader people = new PersonReader(zone, mentions);
    people.read(fields.required("people"));
    @Nullable YamlValue calendars = fields.get("calendars");
    @Nullable YamlValue rotations = fields.get("rotations");
    return new Roster(
        people.accounts(),
        people.absences(),
        people.preferences(),
        CalendarReader.read(calendars, zone),
        RotationReader.read(rotations, zone, mentions),
        mentions);
  }
}
