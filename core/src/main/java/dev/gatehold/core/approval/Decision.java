package dev.gatehold.core.approval;

import dev.gatehold.core.people.Membership;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one person said, with everything it depended on.
 *
 * @param person who said it; counts at most once
 * @param account the id by which the person signed in, when it is another one
 * @param membership of the person at that moment
 * @param standIns the rights of others that the person had at that moment
 * @param choice the word of the gate's choice
 * @param verdict what it counts as
 * @param form values that the choice asked for
 * @param subject the digest of what was shown
 * @param kept where it still counts after a change of the subject; null for everywhere
 */
public record Decision(
    String person,
    @Nullable String account,
    Membership membership,
    List<StandIn> standIns,
    String choice,
    Verdict verdict,
    @Nullable String comment,
    Map<String, @Nullable Object> form,
    Digest subject,
    Instant at,
    @Nullable Kept kept) {
  public Decision {
    standIns = List.copyOf(standIns);
    form = Json.freezeObject(form);
  }

  /**
   * An approval that outlived its round.
   *
   * @param round in which it was given
   * @param leaves numbers of the leaves, from 0 in the order of the request, whose subject is
   *     unchanged
   */
  public record Kept(int round, Set<Integer> leaves) {
    public Kept {
      leaves = Collections.unmodifiableSet(new TreeSet<>(leaves));
    }
  }

  /** This approval, counting only for these leaves. */
  Decision keptFor(int round, Set<Integer> leaves) {
    return new Decision(
        person,
        account,
        membership,
        standIns,
        choice,
        verdict,
        comment,
        form,
        subject,
        at,
        new Kept(kept == null ? round : kept.round(), leaves));
  }
}
