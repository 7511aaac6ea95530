package dev.gatehold.core.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal.Kind;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private final Directory directory =
      new Directory(
          Map.of("ann", new Person("ann", "Ann Arbor"), "ben", new Person("ben", "Ben")),
          Map.of("sre", Set.of("ben", "ann", "left-long-ago"), "security", Set.of("ann")));

  @Test
  void only_people_who_are_there_are_members() {
    assertThat(directory.membersOf("sre")).containsExactly("ann", "ben");
    assertThat(directory.membersOf("nowhere")).isEmpty();
    assertThat(directory.groupsOf("ann")).containsExactly("security", "sre");
    assertThat(directory.groupsOf("left-long-ago")).isEmpty();
  }

  @Test
  void a_stranger_is_called_by_the_id() {
    assertThat(directory.nameOf("ann")).isEqualTo("Ann Arbor");
    assertThat(directory.nameOf("zoe")).isEqualTo("zoe");
  }

  @Test
  void it_stays_as_it_was_at_its_moment() {
    Map<String, Person> people = new HashMap<>(directory.people());
    Set<String> members = new HashSet<>(Set.of("ann"));
    Directory snapshot = new Directory(people, Map.of("sre", members));
    people.remove("ann");
    members.add("ben");
    assertThat(snapshot.people()).containsKey("ann");
    assertThat(snapshot.membersOf("sre")).containsExactly("ann");
  }

  @Test
  void it_keeps_rotations_calendars_and_what_people_want_to_hear() {
    Rotation turns = new Rotation.RoundRobin("reviewers", List.of("ann", "left-long-ago"));
    Preferences office = new Preferences(ZoneOffset.UTC, null, null);
    BusinessCalendar weekdays =
        new BusinessCalendar(
            "office",
            ZoneOffset.UTC,
            List.of(Window.parse(DayOfWeek.MONDAY, "09:00-17:00")),
            Set.of());
    Directory whole =
        new Directory(
            directory.people(),
            Map.of(),
            Map.of(),
            Map.of("reviewers", turns),
            Map.of("office", weekdays),
            Map.of("ann", office));

    assertThat(whole.rotations()).containsExactly(Map.entry("reviewers", turns));
    assertThat(whole.calendars()).containsExactly(Map.entry("office", weekdays));
    assertThat(whole.preferencesOf("ann")).isEqualTo(office);
    assertThat(whole.preferencesOf("ben")).isNull();
  }

  @Test
  void whoever_acts_for_a_person_counts_as_that_person() {
    assertThat(Principal.person("ann").countsAs()).isEqualTo("ann");
    assertThat(Principal.agent("bot", "ann").countsAs()).isEqualTo("ann");
    assertThat(new Principal("job", Kind.SERVICE, "ann").countsAs()).isEqualTo("ann");
    assertThat(Principal.SYSTEM.countsAs()).isEqualTo("gatehold");
    assertThat(Principal.SYSTEM.person()).isNull();
    assertThatThrownBy(() -> new Principal("ann", Kind.PERSON, "ben"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
