package dev.gatehold.server.directory;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When people are away. Who may say so is the caller's to check. */
public final class Absences {
  private static final int MOST = 100;
  private static final String MEND = "Mend it and try again.";
  private final People people;
  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * The absences of these people.
   *
   * @param ids makes ids of absences
   */
  public Absences(People people, InstantSource clock, Supplier<String> ids) {
    this.people = people;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * An absence, and where it stands.
   *
   * @param id null when it stands in the people file, which this server never writes
   * @param setBy who said so; null when it stands in the people file
   */
  public record Item(@Nullable String id, Absence absence, @Nullable String setBy) {
    static Item of(StoredAbsence stored) {
      return new Item(stored.id(), stored.absence(), stored.setBy());
    }
  }

  /** All absences of the person behind an account, by their beginning. */
  public List<Item> of(String account) {
    List<String> accounts = people.idsOf(account);
    List<Item> items = new ArrayList<>();
    for (String each : accounts) {
      people.absencesInFile(each).forEach(absence -> items.add(new Item(null, absence, null)));
    }
    stored(accounts).forEach(each -> items.add(Item.of(each)));
    items.sort(Comparator.comparing(item -> item.absence().from()));
    return items;
  }

  private List<StoredAbsence> stored(List<String> accounts) {
    return people.storedAbsences().stream()
        .filter(each -> accounts.contains(each.person()))
        .toList();
  }

  /**
   * Says that a person is away.
   *
   * @param from null for now
   * @param until null for no end, which an absence with a delegate must have
   * @param delegate who decides instead; null for nobody
   * @param setBy who says so
   * @throws GateholdException {@code person.unknown} or {@code absence.invalid}
   */
  public Item add(
      String person,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable String delegate,
      String setBy) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Absence absence =
        new Absence(
            from == null ? now : from.truncatedTo(ChronoUnit.MILLIS),
            until == null ? null : until.truncatedTo(ChronoUnit.MILLIS),
            delegate);
    requireKnown(person);
    requireTerm(absence, now);
    requireDelegate(person, absence);
    requireFew(person);
    StoredAbsence stored =
        new StoredAbsence(ids.get(), people.personBehind(person), absence, setBy, now);
    people.save(stored);
    return Item.of(stored);
  }

  private void requireKnown(String person) {
    if (people.active(person).isEmpty()) {
      throw new GateholdException(
          "person.unknown",
          "Expected an active person '" + person + "', but there is none.",
          "Name somebody who has an account.");
    }
  }

  private static void requireTerm(Absence absence, Instant now) {
    Instant until = absence.until();
    if (until == null && absence.delegate() != null) {
      throw invalid(
          "Expected an absence with a delegate to have an end, but it has none.",
          "Say until when.");
    }
    if (until != null && !until.isAfter(absence.from())) {
      throw invalid(
          "Expected an end after the beginning, but "
              + until
              + " is not later than "
              + absence.from()
              + ".",
          MEND);
    }
    if (until != null && !until.isAfter(now)) {
      throw invalid("Expected an end that is still to come, but " + until + " is over.", MEND);
    }
  }

  private void requireDelegate(String person, Absence absence) {
    String delegate = absence.delegate();
    if (delegate == null) {
      return;
    }
    requireKnown(delegate);
    if (people.personBehind(delegate).equals(people.personBehind(person))) {
      throw invalid(
          "Expected another person as the delegate, but '" + delegate + "' is the one who is away.",
          "Name somebody else, or nobody.");
    }
  }

  private void requireFew(String person) {
    if (stored(people.idsOf(person)).size() >= MOST) {
      throw invalid(
          "Expected at most " + MOST + " absences of a person, but there are as many already.",
          "Delete those that are over.");
    }
  }

  private static GateholdException invalid(String message, String next) {
    return new GateholdException("absence.invalid", message, next);
  }

  /**
   * Deletes an absence of the person behind an account.
   *
   * @throws GateholdException {@code absence.unknown}
   */
  public void delete(String account, String id) {
    StoredAbsence absence =
        stored(people.idsOf(account)).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new GateholdException(
                    "absence.unknown",
                    "Expected an absence '" + id + "' of '" + account + "', but there is none.",
                    "List them with GET /api/v1/people/"
                        + account
                        + "/absences; those of the"
                        + " people file are changed there."));
    people.delete(absence);
  }
}
