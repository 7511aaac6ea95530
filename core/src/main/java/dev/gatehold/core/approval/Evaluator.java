package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.people.Crowd;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one request: who counts for what, what is still needed, and whether it can be had.
 * Exact: a person counts once in a requirement, a right to decide is used once, and a possible
 * seating is never missed.
 *
 * <p>Not thread-safe.
 */
public final class Evaluator {
  /** Of more people the first are tried, sorted by id. */
  private static final int MOST_LENDERS = 6;

  private final Request request;
  private final List<Decision> standing;
  private final Electorate electorate;
  private final List<People> leaves;
  private final int[] counts;
  private final Rights rights;
  private final NavigableMap<String, Long> approvals;
  private @Nullable Candidates candidates;
  private @Nullable Voters voters;

  /**
   * Prepares an evaluation.
   *
   * @param standing the decision that stands of each person, in the order in which they were given
   * @param electorate who could still decide
   */
  public Evaluator(Request request, List<Decision> standing, Electorate electorate) {
    this.request = request;
    this.standing = List.copyOf(standing);
    this.electorate = electorate;
    this.leaves = request.leaves().toList();
    this.counts = leaves.stream().mapToInt(People::count).toArray();
    this.rights = new Rights(request, this.standing);
    this.approvals = rights.approvalsWithout(Set.of());
  }

  /** The evaluation of the whole request. */
  public Evaluation evaluate() {
    return new Explainer(this, request).explain();
  }

  /** Whether the approvals given meet the flow's requirement and every floor's. */
  public boolean met() {
    return forEveryDemand(this::met);
  }

  /**
   * Whether approval can still be reached without anybody changing a decision; while the directory
   * does not answer, nothing says that it cannot.
   */
  public boolean possible() {
    return forEveryDemand(this::possible);
  }

  private interface Check {
    boolean holds(Requirement part, int first);
  }

  private boolean forEveryDemand(Check check) {
    int first = 0;
    for (Requirement demand : request.demands()) {
      if (!check.holds(demand, first)) {
        return false;
      }
      first += size(demand);
    }
    return true;
  }

  /**
   * The leaves that ask right now: those whose stage has come, filled ones included; those that do
   * not apply are left out.
   */
  public List<People> openLeaves() {
    return new OpenLeaves(this).of(request);
  }

  /** How many leaves a part has. */
  static int size(Requirement part) {
    int size = part instanceof People ? 1 : 0;
    for (Requirement child : part.children()) {
      size += size(child);
    }
    return size;
  }

  /** The set of the leaves of a part. */
  static long set(Requirement part, int first) {
    int size = size(part);
    return size == 64 ? -1L : ((1L << size) - 1) << first;
  }

  /** Whether the stage with this index has come: the stages before it are met by themselves. */
  boolean opens(List<Requirement> stages, int index, int first) {
    Requirement before = new Stages(stages.subList(0, index));
    return !before.applies() || met(before, first);
  }

  /** Whether the approvals given meet a part, were it alone. */
  boolean met(Requirement part, int first) {
    Voters approvers = approvers();
    for (long plan : Plans.of(part, first)) {
      if (new Seating(plan, counts, approvers, false).missing() == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part can be met, were it alone. */
  boolean possible(Requirement part, int first) {
    if (unknown() != null) {
      return true;
    }
    if (completable(part, first, voters())) {
      return true;
    }
    boolean kept = standing.stream().anyMatch(each -> each.kept() != null);
    if (kept && completable(part, first, votersIf(Set.of()))) {
      return true;
    }
    List<String> lenders = rights.lent().stream().limit(MOST_LENDERS).toList();
    for (int chosen = 1; chosen < 1 << lenders.size(); chosen++) {
      Set<String> takenBack = new HashSet<>();
      for (int i = 0; i < lenders.size(); i++) {
        if ((chosen & (1 << i)) != 0) {
          takenBack.add(lenders.get(i));
        }
      }
      if (completable(part, first, votersIf(takenBack))) {
        return true;
      }
    }
    return false;
  }

  private boolean completable(Requirement part, int first, Voters voters) {
    for (long plan : Plans.of(part, first)) {
      if (new Seating(plan, counts, voters, true).completable()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who could take places if these took their rights back, and if those whose approval outlived a
   * round approved anew.
   */
  private Voters votersIf(Set<String> takenBack) {
    NavigableMap<String, Long> approvers = rights.approvalsWithout(takenBack);
    for (Decision decision : standing) {
      if (decision.kept() != null) {
        approvers.computeIfPresent(decision.person(), (person, kept) -> kept | leavesNow(person));
      }
    }
    Set<String> spent = new HashSet<>(rights.used());
    spent.removeAll(takenBack);
    List<Candidates.Group> groups = new Candidates(leaves, spent, decided(), electorate).groups();
    return Voters.of(List.copyOf(approvers.keySet()), List.copyOf(approvers.values()), groups);
  }

  /** Whether a decision still rests on a right: its owner may have used that right in person. */
  public boolean hasSay(Decision decision) {
    return rights.leavesOf(decision, Set.of()) != 0;
  }

  /** Why nobody knows who could still approve, as half a sentence; null when it is known. */
  @Nullable String unknown() {
    return electorate.directory().failure();
  }

  int[] counts() {
    return counts;
  }

  /** The set of leaves that each approver fits, by id. */
  NavigableMap<String, Long> approvals() {
    return approvals;
  }

  /** The decision that stands of each person. */
  List<Decision> standing() {
    return standing;
  }

  /** Who used a person's right to decide; null when nobody did. */
  public @Nullable String holderOf(String person) {
    return rights.holderOf(person);
  }

  private Voters approvers() {
    return Voters.of(List.copyOf(approvals.keySet()), List.copyOf(approvals.values()), List.of());
  }

  /** Approvers and candidates. */
  Voters voters() {
    Voters found = voters;
    if (found == null) {
      found =
          Voters.of(
              List.copyOf(approvals.keySet()),
              List.copyOf(approvals.values()),
              candidates().groups());
      voters = found;
    }
    return found;
  }

  /** Those who could still approve; found when first asked for. */
  Candidates candidates() {
    Candidates found = candidates;
    if (found == null) {
      found = new Candidates(leaves, rights.used(), decided(), electorate);
      candidates = found;
    }
    return found;
  }

  private Set<String> decided() {
    Set<String> decided = new HashSet<>();
    standing.forEach(each -> decided.add(each.person()));
    return decided;
  }

  /**
   * Everybody who could still approve for a leaf, those included who would take a right back, and
   * those whose approval outlived a round for other leaves.
   */
  Crowd candidatesFor(int leaf) {
    Crowd found = candidates().on(leaf);
    for (String person : rights.lent()) {
      found = withIfFits(found, person, leaf);
    }
    for (Decision decision : standing) {
      Decision.Kept kept = decision.kept();
      if (kept != null && !kept.leaves().contains(leaf)) {
        found = withIfFits(found, decision.person(), leaf);
      }
    }
    return found;
  }

  private Crowd withIfFits(Crowd crowd, String person, int leaf) {
    return (leavesNow(person) & (1L << leaf)) == 0
        ? crowd
        : crowd.or(electorate.directory().crowdOf(person));
  }

  private long leavesNow(String person) {
    return rights.leavesOf(person, electorate.membershipOf(person));
  }
}
