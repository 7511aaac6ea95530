package dev.gatehold.store.spread;

import dev.gatehold.store.postgres.DatabaseRefusedException;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What databases know of each other, so that a wrong list is refused before anything is lost in it.
 * Each keeps a name of its own ({@code database}) and its place ({@code place}: the first one's
 * name, and a number). The first one keeps who the others are and when they began ({@code
 * member.N}: a name, and milliseconds).
 */
final class Membership {
  /**
   * How long a database that joins waits for its first run: in this time all nodes are given the
   * new list, and those with the old one miss nothing.
   */
  static final Duration JOINING = Duration.ofMinutes(10);

  private static final String NAME = "database";
  private static final String PLACE = "place";

  private final List<Member> members;

  /** A database of the list, and its name. */
  private record Member(PostgresPlace place, PostgresStores stores, String name) {
    Optional<String> kept(String note) {
      return stores.kept(note).map(Membership::text);
    }

    String keep(String note, String fresh) {
      return text(stores.kept(note, fresh.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Looks at the databases.
   *
   * @param places by their numbers, like {@code stores}
   */
  Membership(List<PostgresPlace> places, List<PostgresStores> stores) {
    List<Member> found = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      byte[] fresh = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
      found.add(new Member(places.get(i), stores.get(i), text(stores.get(i).kept(NAME, fresh))));
    }
    this.members = List.copyOf(found);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Lets new ones join, and says from when on each takes new runs.
   *
   * @throws DatabaseRefusedException when the list is not that of these databases; nothing has
   *     joined then
   */
  List<Instant> join(Instant now) {
    Member first = members.getFirst();
    requireAll(first);
    for (int number = 1; number <= members.size(); number++) {
      requirePlace(first, number);
    }
    boolean begins = first.kept(PLACE).isEmpty() && first.stores().isEmpty();
    Instant since = begins ? Instant.EPOCH : now.plus(JOINING);
    List<Instant> all = new ArrayList<>(List.of(Instant.EPOCH));
    for (int number = 2; number <= members.size(); number++) {
      all.add(welcome(first, number, since));
    }
    // Last: who finds it finds the others, too.
    first.keep(PLACE, placeOf(first, 1));
    return all;
  }

  private void requireAll(Member first) {
    int known = 1;
    while (first.kept(memberNote(known + 1)).isPresent()) {
      known++;
    }
    if (known > members.size()) {
      throw refused(
          "Expected all " + known + " databases of the set that begins with " + first.place(),
          members.size() == 1 ? "there is one" : "there are " + members.size(),
          "Name the others, too, in the order in which they joined.");
    }
  }

  private void requirePlace(Member first, int number) {
    Member member = members.get(number - 1);
    Optional<String> place = member.kept(PLACE);
    if (place.isPresent() && !place.get().equals(placeOf(first, number))) {
      throw misplaced(member, number, place.get());
    }
    Optional<String> known = number == 1 ? Optional.empty() : first.kept(memberNote(number));
    if (known.isPresent() && !nameOf(known.get()).equals(member.name())) {
      throw refused(
          "Expected the database that joined as number " + number,
          member.place() + " is another one",
          "Name the one that was there before.");
    }
    if (number > 1 && place.isEmpty() && known.isEmpty() && !member.stores().isEmpty()) {
      throw refused(
          "Expected an empty database to join as number " + number,
          member.place() + " has runs, flows or people of its own",
          "Create a new one for it.");
    }
  }

  private DatabaseRefusedException misplaced(Member member, int number, String place) {
    String firstName = nameOf(place);
    String itsNumber = place.substring(firstName.length() + 1);
    Member first = members.getFirst();
    boolean ours =
        number == 1
            ? members.stream().anyMatch(each -> each.name().equals(firstName))
            : first.name().equals(firstName);
    return ours
        ? refused(
            "Expected " + member.place() + " as database " + itsNumber + " of its set",
            "it is given as number " + number,
            "Name the databases in the order in which they joined; new ones come last.")
        : refused(
            "Expected a new database, or number " + number + " of the same set",
            member.place() + " is number " + itsNumber + " of another set",
            "Name the databases that belong together, or create a new one.");
  }

  private Instant welcome(Member first, int number, Instant since) {
    Member member = members.get(number - 1);
    String kept = first.keep(memberNote(number), member.name() + " " + since.toEpochMilli());
    String place = member.keep(PLACE, placeOf(first, number));
    if (!nameOf(kept).equals(member.name()) || !place.equals(placeOf(first, number))) {
      throw refused(
          "Expected " + member.place() + " to join as number " + number,
          "another server was just started with another list",
          "Give all servers the same list.");
    }
    return Instant.ofEpochMilli(Long.parseLong(kept.substring(nameOf(kept).length() + 1)));
  }

  private static String memberNote(int number) {
    return "member." + number;
  }

  private static String placeOf(Member first, int number) {
    return first.name() + " " + number;
  }

  /** The name that a note begins with. */
  private static String nameOf(String note) {
    return note.substring(0, note.indexOf(' '));
  }

  private static DatabaseRefusedException refused(String expected, String found, String next) {
    return new DatabaseRefusedException(expected + ", but " + found + ". " + next);
  }
}
