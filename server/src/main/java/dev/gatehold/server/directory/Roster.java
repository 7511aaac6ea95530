package dev.gatehold.server.directory;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.store.PeopleStore.Account;
import java.util.List;
import java.util.Map;

/**
 * What one source says about people.
 *
 * @param accounts in the source's order, each id once
 * @param absences by the id of an account, which may be another source's
 * @param preferences when people want notifications, by the id of an account
 * @param calendars by name
 * @param rotations by name
 * @param mentions people who were named and may stand in another source
 */
record Roster(
    List<Account> accounts,
    Map<String, List<Absence>> absences,
    Map<String, Preferences> preferences,
    Map<String, BusinessCalendar> calendars,
    Map<String, Rotation> rotations,
    List<Mention> mentions) {
  static final Roster EMPTY = new Roster(List.of(), Map.of());

  Roster {
    accounts = List.copyOf(accounts);
    absences = Map.copyOf(absences);
    preferences = Map.copyOf(preferences);
    calendars = Map.copyOf(calendars);
    rotations = Map.copyOf(rotations);
    mentions = List.copyOf(mentions);
  }

  /** Accounts and absences alone. */
  Roster(List<Account> accounts, Map<String, List<Absence>> absences) {
    this(accounts, absences, Map.of(), Map.of(), Map.of(), List.of());
  }

  /**
   * Somebody was named.
   *
   * @param place where, with a colon at the end
   * @param role what for, such as "manager of alice"
   */
  record Mention(String place, String person, String role) {}
}
