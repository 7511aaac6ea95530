package dev.gatehold.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Delivery.Digest;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Delivery.Quiet;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.server.directory.Roster.Mention;
import dev.gatehold.server.yaml.YamlFileException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleFileReaderTest {
  private static final String HASH = "$2a$10$" + "a".repeat(53);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Roster read(String text) throws YamlFileException {
    return PeopleFileReader.read("people.yaml", text);
  }

  @Test
  void everythingThatAPersonCanHaveIsRead() throws YamlFileException {
    String text =
        """
        people:
          - id: alice
            name: Alice Adler
            groups: [sre, security]
            roles: [sre-lead]
            accounts: [a.adler@example.org]
            manager: bob
            relations: { mentor: kim }
            password_hash: %s
            admin: true
          - { id: bob, disabled: true }
        """
            .formatted(HASH);

    Roster roster = read(text);

    Ties ties =
        new Ties(
            Set.of("sre", "security"),
            Set.of("sre-lead"),
            Set.of("a.adler@example.org"),
            Map.of("manager", "bob", "mentor", "kim"));
    assertThat(roster.accounts())
        .containsExactly(
            new Account("alice", "Alice Adler", ties, HASH, true, false),
            new Account("bob", "bob", Set.of(), null, false, true));
    assertThat(roster.mentions())
        .containsExactly(
            new Mention("people.yaml:7:", "bob", "manager of alice"),
            new Mention("people.yaml:8:", "kim", "mentor of alice"));
  }

  @Test
  void anAbsenceIsOfInstantsOrOfWholeDaysInTheZoneOfTheFile() throws YamlFileException {
    Roster roster =
        read(
            """
            zone: Europe/Berlin
            people:
              - id: alice
                absences:
                  - { from: 2026-12-24, until: 2026-12-31, delegate: bob }
                  - { from: 2026-11-23T12:00:00+01:00, until: 2026-11-23T11:30:00Z }
                  - { from: 2027-03-28 }
              - id: bob
            """);

    assertThat(roster.absences())
        .isEqualTo(
            Map.of(
                "alice",
                List.of(
                    new Absence(at("2026-12-23T23:00:00Z"), at("2026-12-31T23:00:00Z"), "bob"),
                    new Absence(at("2026-11-23T11:00:00Z"), at("2026-11-23T11:30:00Z"), null),
                    new Absence(at("2027-03-27T23:00:00Z"), null, null))));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void withoutAZoneDaysAreThoseOfUtc() throws YamlFileException {
    assertThat(
            read("people: [{id: a, absences: [{from: 2026-12-24, until: 2026-12-24}]}]").absences())
        .isEqualTo(
            Map.of(
                "a",
                List.of(
                    new Absence(at("2026-12-24T00:00:00Z"), at("2026-12-25T00:00:00Z"), null))));
  }

  @Test
  void whatPeopleWantToHearIsRead() throws YamlFileException {
    Roster roster =
        read(
            """
            people:
              - id: alice
                notify:
                  zone: Europe/Berlin
                  quiet: 22:00-07:00
                  digest: { days: [mon-wed, fri], at: "09:00" }
              - { id: bob, notify: { digest: { at: "08:30" } } }
            """);

    assertThat(roster.preferences())
        .isEqualTo(
            Map.of(
                "alice",
                new Preferences(
                    BERLIN,
                    new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0)),
                    new Digest(
                        Set.of(
                            DayOfWeek.MONDAY,
                            DayOfWeek.TUESDAY,
                            DayOfWeek.WEDNESDAY,
                            DayOfWeek.FRIDAY),
                        LocalTime.of(9, 0))),
                "bob",
                new Preferences(
                    ZoneOffset.UTC,
                    null,
                    new Digest(Set.of(DayOfWeek.values()), LocalTime.of(8, 30)))));
  }

  @Test
  void calendarsAreRead() throws YamlFileException {
    Roster roster =
        read(
            """
            people: []
            calendars:
              office-berlin:
                zone: Europe/Berlin
                weekly:
                  mon-tue: ["09:00-12:00", "13:00-17:00"]
                  sat: ["22:00-02:00"]
                holidays: [2026-12-25]
            """);

    assertThat(roster.calendars())
        .isEqualTo(
            Map.of(
                "office-berlin",
                new BusinessCalendar(
                    "office-berlin",
                    BERLIN,
                    List.of(
                        Window.parse(DayOfWeek.MONDAY, "09:00-12:00"),
                        Window.parse(DayOfWeek.MONDAY, "13:00-17:00"),
                        Window.parse(DayOfWeek.TUESDAY, "09:00-12:00"),
                        Window.parse(DayOfWeek.TUESDAY, "13:00-17:00"),
                        Window.parse(DayOfWeek.SATURDAY, "22:00-02:00")),
                    Set.of(LocalDate.of(2026, 12, 25)))));
  }

  @Test
  void rotationsAreRead() throws YamlFileException {
    Roster roster =
        read(
            """
            zone: Europe/Berlin
            people: []
            rotations:
              sre-oncall:
                weekly: { members: [alice, bob], start: 2026-01-05, handover: "mon 09:00" }
              slow:
                weekly: { members: [bob], zone: UTC, start: 2026-01-06, handover: "10:30", every: 2 }
              reviewers:
                round_robin: { members: [carol, alice] }
            """);

    assertThat(roster.rotations())
        .isEqualTo(
            Map.of(
                "sre-oncall",
                new Rotation.Weekly(
                    "sre-oncall",
                    List.of("alice", "bob"),
                    BERLIN,
                    LocalDate.of(2026, 1, 5),
                    LocalTime.of(9, 0),
                    1),
                "slow",
                new Rotation.Weekly(
                    "slow",
                    List.of("bob"),
                    ZoneId.of("UTC"),
                    LocalDate.of(2026, 1, 6),
                    LocalTime.of(10, 30),
                    2),
                "reviewers",
                new Rotation.RoundRobin("reviewers", List.of("carol", "alice"))));
    assertThat(roster.mentions())
        .contains(new Mention("people.yaml:9:", "carol", "member of rotation reviewers"));
  }

  @Test
  void anEmptyFileHasNobody() throws YamlFileException {
    assertThat(read("")).isEqualTo(Roster.EMPTY);
    assertThat(read("people: []")).isEqualTo(Roster.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          people: {}                                         | people.yaml:1: | list of people, but found names
          nobody: []                                         | people.yaml:1: | found 'nobody'
          people:\\n- {id: a}\\n- {id: b}\\n- {id: a}           | people.yaml:4: | line 2
          people:\\n- {name: A}                               | people.yaml:2: | 'id'
          people:\\n- {id: a, groups: sre}                    | people.yaml:2: | list of groups
          people:\\n- {id: a, groups: ["a b"]}                | people.yaml:2: | group's name
          people:\\n- {id: a,\\n   admin: yes}                 | people.yaml:3: | true or false
          people:\\n- {id: 7}                                 | people.yaml:2: | quotes
          people:\\n- {id: "a b"}                             | people.yaml:2: | 'a b'
          people:\\n- {id: requester}                         | people.yaml:2: | meaning of its own
          people:\\n- {id: a, password_hash: secret}          | people.yaml:2: | bcrypt
          people:\\n- {id: a, id: b}                          | people.yaml:2: | 'id' once
          people:\\n- &x {id: a}\\n- *x                        | people.yaml:1: | not
          people:\\n- id: [                                   | people.yaml:2: | not
          - a                                                | people.yaml:1: | people
          zone: UTC                                          | people.yaml:1: | 'people' here
          zone: Mars\\npeople: []                            | people.yaml:1: | found 'Mars'
          people:\\n- {id: a}\\n- {id: b, accounts: [a]}     | people.yaml:3: | line 2
          people:\\n- {id: a, accounts: [x]}\\n- {id: x}     | people.yaml:3: | line 2
          people:\\n- {id: a, accounts: [x]}\\n- {id: b,\\n   accounts: [x]} | people.yaml:4: | line 2
          people:\\n- {id: a, accounts: [a]}                | people.yaml:2: | one person
          people:\\n- {id: a, accounts: ["a b"]}            | people.yaml:2: | 'a b'
          people:\\n- {id: a, accounts: x}                  | people.yaml:2: | list of accounts
          people:\\n- {id: a, roles: [7]}                   | people.yaml:2: | a number
          people:\\n- {id: a, manager: a}                   | people.yaml:2: | another person
          people:\\n- {id: a, relations: {manager: b},\\n   manager: c} | people.yaml:2: | 'manager' once
          people:\\n- {id: a, relations: {"of a": b}}       | people.yaml:2: | a name of a relation
          people:\\n- id: a\\n  absences:\\n  - {until: 2026-12-24} | people.yaml:4: | 'from' here
          people:\\n- {id: a, absences: [{from: soon}]}     | people.yaml:2: | found 'soon'
          people:\\n- {id: a, absences: [{from: 2026-02-30}]} | people.yaml:2: | found '2026-02-30'
          people:\\n- {id: a, absences: [{from: 2026-12-24, until: 2026-12-23}]} | people.yaml:2: | not later
          people:\\n- {id: a, absences: [{from: 2026-12-24,\\n  delegate: b}]} | people.yaml:3: | an end
          people:\\n- {id: a, absences: [{from: 2026-12-24, until: 2026-12-24, delegate: a}]} | people.yaml:2: | another person
          people:\\n- {id: a, notify: {quiet: late}}        | people.yaml:2: | found 'late'
          people:\\n- {id: a, notify: {quiet: 07:00-07:00}} | people.yaml:2: | begin and end at 07:00
          people:\\n- {id: a, notify: {digest: {days: [mon]}}} | people.yaml:2: | 'at' here
          people:\\n- {id: a, notify: {digest: {days: [], at: "09:00"}}} | people.yaml:2: | one day
          people:\\n- {id: a, notify: {digest: {days: [mo], at: "09:00"}}} | people.yaml:2: | found 'mo'
          people:\\n- {id: a, notify: {digest: {at: "25:00"}}} | people.yaml:2: | found '25:00'
          people: []\\ncalendars:\\n  c: {zone: UTC}         | people.yaml:3: | 'weekly' here
          people: []\\ncalendars:\\n  c: {weekly: {}}        | people.yaml:3: | no open hours
          people: []\\ncalendars:\\n  c: {weekly: {mon-fri: ["9-17"]}} | people.yaml:3: | found '9-17'
          people: []\\ncalendars:\\n  c: {weekly: {mon-fri-sat: []}} | people.yaml:3: | mon-fri-sat
          people: []\\ncalendars:\\n  c: {weekly: {mon: ["09:00-17:00"]}, holidays: [easter]} | people.yaml:3: | found 'easter'
          people: []\\nrotations:\\n  r: {}                  | people.yaml:3: | neither
          people: []\\nrotations:\\n  r: {round_robin: {members: []}} | people.yaml:3: | one member
          people: []\\nrotations:\\n  "r s": {round_robin: {members: [a]}} | people.yaml:3: | a name of a rotation
          people: []\\nrotations:\\n  r: {weekly: {members: [a], start: 2026-01-06, handover: "mon 09:00"}} | people.yaml:3: | a Tuesday
          people: []\\nrotations:\\n  r: {weekly: {members: [a], start: 2026-01-06, handover: nine}} | people.yaml:3: | found 'nine'
          people: []\\nrotations:\\n  r: {weekly: {members: [a], start: 2026-01-05, handover: "mon 09:00", every: 0}} | people.yaml:3: | 1 to 999
          """)
  void whatItMustNotSayIsAnErrorWithItsLine(String text, String place, String what) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(YamlFileException.class)
        .hasMessageStartingWith(place + " Expected ")
        .hasMessageContaining(what);
  }

  @Test
  void noMessageRepeatsAPasswordThatWasPutIntoTheWrongPlace() {
    assertThatThrownBy(() -> read("people:\n- {id: a, password_hash: secret}"))
        .hasMessageNotContaining("secret");
  }
}
