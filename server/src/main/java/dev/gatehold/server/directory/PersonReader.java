package dev.gatehold.server.directory;

import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.server.directory.Roster.Mention;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Entry;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the people of the people file. */
final class PersonReader {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d{2}\\$[./0-9A-Za-z]{53}");
  private static final String MANAGER = "manager";
  private final ZoneId zone;
  private final List<Mention> mentions;
  private final AbsenceReader absenceReader;
  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, List<Absence>> absences = new LinkedHashMap<>();
  private final Map<String, Preferences> preferences = new LinkedHashMap<>();

  /** Lines by id, of people and of their other accounts. */
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * A reader.
   *
   * @param zone that of people who name none
   * @param mentions takes everybody who is named
   */
  PersonReader(ZoneId zone, List<Mention> mentions) {
    this.zone = zone;
    this.mentions = mentions;
    this.absenceReader = new AbsenceReader(zone, mentions);
  }

  List<Account> accounts() {
    return accounts;
  }

  Map<String, List<Absence>> absences() {
    return absences;
  }

  Map<String, Preferences> preferences() {
    return preferences;
  }

  void read(YamlValue list) throws YamlFileException {
    List<YamlValue> people = list.items("people");
    for (YamlValue each : people) {
      person(each);
    }
  }

  private void person(YamlValue value) throws YamlFileException {
    Fields fields =
        value.fields(
            "id",
            "name",
            "groups",
            "roles",
            "accounts",
            MANAGER,
            "relations",
            "absences",
            "notify",
            "password_hash",
            "admin",
            "disabled");
    YamlValue idField = fields.required("id");
    String id = idField.text(PersonId::problem);
    claim(id, idField);
    @Nullable YamlValue name = fields.get("name");
    @Nullable YamlValue hash = fields.get("password_hash");
    accounts.add(
        new Account(
            id,
            name == null ? id : name.text(),
            ties(id, fields),
            hash == null ? null : hash.text(PersonReader::hashProblem),
            truth(fields.get("admin")),
            truth(fields.get("disabled"))));
    @Nullable YamlValue away = fields.get("absences");
    if (away != null) {
      absences.put(id, absenceReader.read(id, away));
    }
    @Nullable YamlValue notify = fields.get("notify");
    if (notify != null) {
      preferences.put(id, NotifyReader.read(notify, zone));
    }
  }

  /** Whoever says an id first has it. */
  private void claim(String id, YamlValue place) throws YamlFileException {
    Integer before = lines.putIfAbsent(id, place.line());
    if (before != null) {
      throw place.error(
          "Expected every id to belong to one person, and to stand there once, but '"
              + id
              + "' is in line "
              + before
              + " too.");
    }
  }

  private Ties ties(String id, Fields fields) throws YamlFileException {
    @Nullable YamlValue others = fields.get("accounts");
    if (others != null) {
      for (YamlValue other : others.items("accounts")) {
        claim(other.text(PersonId::problem), other);
      }
    }
    return new Ties(
        words(fields.get("groups"), "groups", PersonId::groupProblem),
        words(fields.get("roles"), "roles", PersonId::roleProblem),
        words(others, "accounts", PersonId::problem),
        relations(id, fields));
  }

  private Map<String, String> relations(String id, Fields fields) throws YamlFileException {
    Map<String, String> relations = new TreeMap<>();
    @Nullable YamlValue manager = fields.get(MANAGER);
    if (manager != null) {
      relations.put(MANAGER, other(id, MANAGER, manager));
    }
    @Nullable YamlValue more = fields.get("relations");
    if (more != null) {
      for (Entry entry : more.entries("mentor: kim")) {
        String relation = entry.name().text(text -> PersonId.nameProblem("a relation", text));
        if (relations.put(relation, other(id, relation, entry.value())) != null) {
          throw entry
              .name()
              .error("Expected '" + relation + "' once, but it stands outside of relations too.");
        }
      }
    }
    return relations;
  }

  private String other(String id, String relation, YamlValue value) throws YamlFileException {
    String other = value.text(PersonId::problem);
    if (other.equals(id)) {
      throw value.error(
          "Expected another person as the " + relation + ", but '" + id + "' is the same one.");
    }
    mentions.add(new Mention(value.place(), other, relation + " of " + id));
    return other;
  }

  private static Set<String> words(
      @Nullable YamlValue list, String what, Function<String, @Nullable String> problem)
      throws YamlFileException {
    return list == null ? Set.of() : list.words(what, problem);
  }

  private static boolean truth(@Nullable YamlValue value) throws YamlFileException {
    return value != null && value.truth();
  }

  private static @Nullable String hashProblem(String hash) {
    return BCRYPT.matcher(hash).matches()
        ? null
        : "Expected a bcrypt hash such as '$2a$10$…', but found something else.";
  }
}
