package dev.gatehold.server.request;

import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Membership;
import dev.gatehold.engine.store.RequestRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what a person is asked: as themself, and in the place of others. What an absence brings is
 * exact but for limits of a single request, which the engine applies when it is decided.
 */
final class Rights {
  private final Set<String> own;
  private final List<Borrowed> borrowed;

  /** Somebody else's right: the way it went, from its owner, and the sources that ask the owner. */
  private record Borrowed(List<String> chain, Set<String> sources) {
    boolean isAskedBy(RequestRow row) {
      List<String> givers = chain.subList(0, chain.size() - 1);
      return !Collections.disjoint(sources, row.sources())
          && Collections.disjoint(givers, row.notAsked());
    }
  }

  private Rights(Set<String> own, List<Borrowed> borrowed) {
    this.own = own;
    this.borrowed = borrowed;
  }

  static Rights of(String person, Directory directory, Instant now) {
    Electorate everybody = new Electorate(directory, now, Set.of(), List.of());
    List<Borrowed> borrowed = new ArrayList<>();
    for (StandIn right : everybody.standInsOf(person)) {
      borrowed.add(new Borrowed(right.chain(), texts(right.person(), right.membership())));
    }
    return new Rights(texts(person, everybody.membershipOf(person)), borrowed);
  }

  /** The texts of the sources that take in a person with this membership. */
  private static Set<String> texts(String person, Membership membership) {
    Set<String> texts = new TreeSet<>();
    texts.add("user:" + person);
    membership.groups().forEach(group -> texts.add("group:" + group));
    membership.roles().forEach(role -> texts.add("role:" + role));
    membership.rotations().forEach(rotation -> texts.add("rotation:" + rotation));
    return texts;
  }

  /** The texts of all sources by which the person may be asked, sorted. */
  List<String> sources() {
    Set<String> all = new TreeSet<>(own);
    borrowed.forEach(each -> all.addAll(each.sources()));
    return List.copyOf(all);
  }

  /** Whether the request asks the person; whoever has to resubmit has to do so in person. */
  boolean areAskedBy(RequestRow row) {
    return !Collections.disjoint(own, row.sources())
        || (!row.status().equals(RequestRow.REWORK)
            && borrowed.stream().anyMatch(each -> each.isAskedBy(row)));
  }
}
