package dev.gatehold.core.approval;

import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.people.Crowd;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is who for one request at one moment: memberships, and who may use whose right to decide.
 *
 * <p>A right goes from an absent person to the delegate, from one who handed the request over to
 * the other, and on from there; at most {@value StandIn#MAX_LINKS} links, never back, and never to
 * or through somebody who is excluded.
 */
public final class Electorate {
  private final Directory directory;
  private final Instant now;
  private final Set<String> excluded;
  private final Map<String, Handover> handovers = new TreeMap<>();

  /**
   * An electorate.
   *
   * @param excluded ids of persons who never count
   * @param handovers of this request; those that no longer hold are ignored
   */
  public Electorate(
      Directory directory, Instant now, Set<String> excluded, List<Handover> handovers) {
    this.directory = directory;
    this.now = now;
    this.excluded = excluded;
    for (Handover handover : handovers) {
      if (handover.holds(now)) {
        this.handovers.put(handover.from(), handover);
      }
    }
  }

  /** What a person is a part of right now. */
  public Membership membershipOf(String person) {
    if (!directory.people().containsKey(person)) {
      return Membership.NONE;
    }
    Set<String> onCall = new TreeSet<>();
    directory
        .rotations()
        .forEach((name, rotation) -> {
          if (rotation instanceof Rotation.Weekly weekly
              && person.equals(directory.personBehind(weekly.at(now)))) {
            onCall.add(name);
          }
        });
    return new Membership(directory.groupsOf(person), directory.rolesOf(person), onCall);
  }

  /** Everybody whose right is with somebody else at this moment, sorted; nobody who is excluded. */
  Set<String> thosePassingOn() {
    Set<String> persons = new TreeSet<>(handovers.keySet());
    persons.addAll(directory.withAbsences());
    persons.removeAll(excluded);
    persons.removeIf(person -> !mayPassOn(person) || chainFrom(person).isEmpty());
    return persons;
  }

  /** The right of somebody who left is gone, unless an admin passed it on. */
  private boolean mayPassOn(String person) {
    Handover handover = handovers.get(person);
    return directory.people().containsKey(person)
        || (handover != null && !handover.by().equals(person));
  }

  /** Those who may use a person's right, in the order in which it goes on; empty for nobody. */
  public List<String> chainFrom(String person) {
    List<String> chain = new ArrayList<>(List.of(person));
    for (String next = next(person); next != null; next = next(next)) {
      if (chain.contains(next) || excluded.contains(next) || chain.size() > StandIn.MAX_LINKS) {
        break;
      }
      chain.add(next);
    }
    return chain.subList(1, chain.size());
  }

  private @Nullable String next(String person) {
    Handover handover = handovers.get(person);
    if (handover != null) {
      return known(handover.to());
    }
    Directory.Person away = directory.people().get(person);
    if (away == null) {
      return null;
    }
    return away.absences().stream()
        .filter(absence -> absence.holds(now))
        .map(Absence::delegate)
        .filter(each -> each != null)
        .map(this::known)
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String known(String id) {
    String person = directory.personBehind(id);
    return directory.people().containsKey(person) ? person : null;
  }

  /** The rights of others that this person may use right now, sorted by whose they are. */
  public List<StandIn> standInsOf(String human) {
    List<StandIn> standIns = new ArrayList<>();
    for (String person : thosePassingOn()) {
      List<String> chain = chainFrom(person);
      int place = chain.indexOf(human);
      if (place >= 0) {
        List<String> whole = new ArrayList<>(List.of(person));
        whole.addAll(chain.subList(0, place + 1));
        standIns.add(new StandIn(whole, membershipOf(person)));
      }
    }
    return List.copyOf(standIns);
  }

  /** Everybody whom a source takes in right now, excluded ones included. */
  Crowd crowdOf(Source source) {
    return switch (source) {
      case Source.User(var id) -> directory.crowdOf(id);
      case Source.Group(var name) -> directory.crowdOfGroup(name);
      case Source.Role(var name) -> directory.crowdOfRole(name);
      case Source.OnCall(var name) ->
          directory.rotations().get(name) instanceof Rotation.Weekly weekly
              ? directory.crowdOf(directory.personBehind(weekly.at(now)))
              : directory.nobody();
      case Source.Found(_, var person) ->
          person == null ? directory.nobody() : directory.crowdOf(person);
    };
  }

  Crowd excluded() {
    return directory.crowdOf(excluded);
  }

  Directory directory() {
    return directory;
  }
}
