package dev.gatehold.server.directory;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.server.directory.Roster.Mention;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads when a person is away, and who decides instead. */
final class AbsenceReader {
  private final ZoneId zone;
  private final List<Mention> mentions;

  /**
   * A reader.
   *
   * @param zone in which days begin and end
   * @param mentions takes the delegates
   */
  AbsenceReader(ZoneId zone, List<Mention> mentions) {
    this.zone = zone;
    this.mentions = mentions;
  }

  List<Absence> read(String person, YamlValue list) throws YamlFileException {
    List<Absence> absences = new ArrayList<>();
    for (YamlValue each : list.items("absences")) {
      absences.add(absence(person, each));
    }
    return absences;
  }

  private Absence absence(String person, YamlValue value) throws YamlFileException {
    Fields fields = value.fields("from", "until", "delegate");
    Instant from = Times.from(fields.required("from"), zone);
    @Nullable YamlValue until = fields.get("until");
    @Nullable YamlValue delegate = fields.get("delegate");
    Instant end = until == null ? null : Times.until(until, zone);
    if (until != null && end != null && !end.isAfter(from)) {
      throw until.error("Expected an end after the beginning, but it is not later.");
    }
    if (delegate != null && end == null) {
      throw delegate.error(
          "Expected an absence with a delegate to have an end ('until'), but it has none.");
    }
    return new Absence(from, end, delegate == null ? null : delegate(person, delegate));
  }

  private String delegate(String person, YamlValue value) throws YamlFileException {
    String delegate = value.text(PersonId::problem);
    if (delegate.equals(person)) {
      throw value.error(
          "Expected another person as the delegate, but '" + person + "' is the one who is away.");
    }
    mentions.add(new Mention(value.place(), delegate, "delegate of " + person));
    return delegate;
  }
}
