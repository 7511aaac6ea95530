package dev.gatehold.language;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people of the tests: three by name, and enough others for groups of six. */
final class Cast {
  private static final Set<String> OTHERS = Set.of("p1", "p2", "p3", "p4", "p5", "p6");

  private static final BusinessCalendar OFFICE =
      new BusinessCalendar(
          "office",
          ZoneOffset.UTC,
          List.of(new Window(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(17, 0))),
          Set.of());

  static final Directory DIRECTORY =
      new Directory(
          people(),
          Map.of(
              "sre", OTHERS,
              "dev", OTHERS,
              "ops", OTHERS,
              "qa", OTHERS,
              "sec", OTHERS,
              "fin", OTHERS,
              "engineers", OTHERS,
              "board", Set.of("alice", "bob"),
              "owners", Set.of("alice"),
              "empty", Set.of()),
          Map.of("lead", Set.of("bob", "carol"), "cfo", Set.of("alice")),
          Map.of(
              "on-call",
              new Rotation.Weekly(
                  "on-call",
                  List.of("alice", "bob"),
                  ZoneOffset.UTC,
                  LocalDate.EPOCH,
                  LocalTime.NOON,
                  1),
              "alone",
              new Rotation.RoundRobin("alone", List.of("alice"))),
          Map.of("office", OFFICE));

  /** Binds flows with the tag {@code production}. */
  static final Floor FLOOR =
      new Floor(
          "production-changes",
          "Changes to production need two engineers",
          new Floor.Binding(List.of(), List.of("production"), List.of("exec"), List.of()),
          new Requires.People(
              null,
              List.of(Template.text("group:sre")),
              new Requires.Quota.Count(2),
              null,
              List.of()));

  /** Binds flows with the tag {@code risky}, and reads what not every flow has. */
  static final Floor READING =
      new Floor(
          "risk",
          "Risky changes need a lead",
          new Floor.Binding(List.of(), List.of("risky"), List.of(), List.of()),
          new Requires.All(
              List.of(
                  new Requires.People(
                      null,
                      List.of(Template.text("role:lead")),
                      new Requires.Quota.Count(1),
                      "input.risk >= 7",
                      List.of(
                          new Template.Expression("steps.plan.output.diff"),
                          new Template.Expression("has(steps.tests) ? steps.tests.output : ''"))),
                  new Requires.People(
                      null,
                      List.of(new Template.Expression("input.owner")),
                      new Requires.Quota.Count(1),
                      null,
                      List.of()))));

  private Cast() {}

  private static Map<String, Person> people() {
    Map<String, Person> people = new LinkedHashMap<>();
    people.put(
        "alice", new Person("alice", "Alice", Set.of("alice@corp"), Map.of(), List.of(), false));
    people.put("bob", new Person("bob", "Bob"));
    people.put(
        "carol",
        new Person("carol", "Carol", Set.of(), Map.of("manager", "alice"), List.of(), false));
    OTHERS.forEach(id -> people.put(id, new Person(id, id)));
    return people;
  }
}
