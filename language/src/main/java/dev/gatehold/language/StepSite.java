package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step as the file writes it, and where it stands among the others. Parts of it may be missing or
 * of the wrong shape: that is said elsewhere.
 *
 * @param list the list it stands in
 * @param index its index in that list
 * @param parent the step whose branch that list is; null at the top
 * @param branch the name of that branch; empty at the top
 */
record StepSite(
    YamlNode.Fields node,
    YamlNode.Items list,
    int index,
    @Nullable StepSite parent,
    String branch) {
  private static final String APPROVED = "approved";
  private static final Set<String> ACTIONS =
      Set.of(
          "exec",
          "http",
          "ssh",
          "task",
          "call",
          "set",
          "approval",
          "wait",
          "switch",
          "parallel",
          "foreach",
          "repeat",
          "end");

  /** The branch with the steps of a loop. */
  static final String EACH = "each";

  /** The branch with the steps that handle a failure. */
  static final String ON_ERROR = "on_error";

  /** The actions that are carried out outside of the run. */
  static final List<String> WORK = List.of("exec", "http", "ssh", "task", Action.CALL);

  /** A list of steps that runs only when its branch is taken. */
  record BranchSite(String name, YamlNode.Items steps) {}

  /** The steps of a list, those of their branches not included. */
  static List<StepSite> in(@Nullable YamlNode list, @Nullable StepSite parent, String branch) {
    List<StepSite> sites = new ArrayList<>();
    if (list instanceof YamlNode.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        if (items.items().get(i) instanceof YamlNode.Fields node) {
          sites.add(new StepSite(node, items, i, parent, branch));
        }
      }
    }
    return sites;
  }

  /** The steps in this step's branches. */
  List<StepSite> inner() {
    return branches().stream().flatMap(one -> in(one.steps(), this, one.name()).stream()).toList();
  }

  /** The steps in this step's branches, and in theirs. */
  List<StepSite> allInner() {
    return inner().stream()
        .flatMap(step -> Stream.concat(Stream.of(step), step.allInner().stream()))
        .toList();
  }

  List<BranchSite> branches() {
    List<BranchSite> branches = new ArrayList<>();
    if (node.get("switch") instanceof YamlNode.Items(_, var cases)) {
      for (int i = 0; i < cases.size(); i++) {
        addBranch(branches, "case-" + (i + 1), cases.get(i).at(List.of("steps")));
        addBranch(branches, "else", cases.get(i).at(List.of("else")));
      }
    }
    if (node.at(List.of("approval", "then")) instanceof YamlNode.Fields then) {
      then.fields().forEach((outcome, field) -> addBranch(branches, outcome, field.value()));
    }
    if (node.at(List.of("parallel", "branches")) instanceof YamlNode.Fields parallel) {
      parallel.fields().forEach((name, field) -> addBranch(branches, name, field.value()));
    }
    addBranch(branches, EACH, node.at(List.of("foreach", "steps")));
    addBranch(branches, EACH, node.at(List.of("repeat", "steps")));
    addBranch(branches, ON_ERROR, node.get("on_error"));
    return branches;
  }

  private static void addBranch(List<BranchSite> branches, String name, @Nullable YamlNode steps) {
    if (steps instanceof YamlNode.Items items) {
      branches.add(new BranchSite(name, items));
    }
  }

  /** Whether the run always ends at this step or inside it. */
  boolean endsAlways() {
    if (isConditional()) {
      return false;
    }
    return switch (action()) {
      case "end" -> true;
      case "switch" ->
          branches().stream().anyMatch(one -> one.name().equals("else"))
              && branches().stream().allMatch(this::endsAlways);
      case "approval" ->
          branches().stream().anyMatch(one -> one.name().equals(APPROVED) && endsAlways(one));
      default -> false;
    };
  }

  private boolean endsAlways(BranchSite one) {
    return in(one.steps(), this, one.name()).stream().anyMatch(StepSite::endsAlways);
  }

  /** Whether a run that has been here can get to a later step. */
  boolean leadsTo(StepSite later) {
    for (StepSite at = this; at != null; at = at.parent()) {
      for (StepSite around = later; around != null; around = around.parent()) {
        if (around.isInListOf(at)) {
          return precedes(later);
        }
      }
      if (at.isLastStop()) {
        return false;
      }
    }
    return false;
  }

  /** Whether no run gets from here to what follows the branch that this step stands in. */
  private boolean isLastStop() {
    int here = index;
    boolean ends =
        in(list, parent, branch).stream().anyMatch(one -> one.index() >= here && one.endsAlways());
    StepSite owner = parent;
    boolean refused =
        owner != null
            && owner.action().equals("approval")
            && !branch.equals(APPROVED)
            && !isApproval(owner.node().at(List.of("approval", "outcomes", branch, "as")));
    return ends || refused;
  }

  private static boolean isApproval(@Nullable YamlNode as) {
    return as != null && "approve".equals(as.text());
  }

  /** The gates after this step in its list whose rework leads back to it or before it. */
  List<StepSite> reworking() {
    List<StepSite> around = in(list, parent, branch);
    Set<String> upToHere =
        around.stream()
            .filter(one -> one.index() <= index)
            .map(StepSite::id)
            .collect(Collectors.toSet());
    return around.stream()
        .filter(gate -> gate.index() > index && upToHere.contains(gate.reworksFrom()))
        .toList();
  }

  /** The id of the step at which this gate's rework begins; empty without one. */
  String reworksFrom() {
    YamlNode from = node.at(List.of("approval", "rework", "from"));
    return from == null || from.text() == null ? "" : from.text();
  }

  /** The steps before this one in its list. */
  List<StepSite> before() {
    return in(list, parent, branch).stream().filter(one -> one.index() < index).toList();
  }

  /** The id; empty when there is none. */
  String id() {
    YamlNode id = node.get("id");
    String text = id == null ? null : id.text();
    return text == null ? "" : text;
  }

  Place idPlace() {
    YamlNode id = node.get("id");
    return id == null ? node.place() : id.place();
  }

  /** What the step does: {@code exec}, {@code approval}, …; empty when that is not clear. */
  String action() {
    List<String> found = node.fields().keySet().stream().filter(ACTIONS::contains).toList();
    return found.size() == 1 ? found.getFirst() : "";
  }

  boolean doesWork() {
    return WORK.contains(action());
  }

  /** Whether the other is this step: no two begin at the same place. */
  private boolean isSame(StepSite other) {
    return node.place().equals(other.node.place());
  }

  private boolean isInListOf(StepSite other) {
    return list.place().equals(other.list.place());
  }

  /** Whether its steps run in laps. */
  boolean loops() {
    return action().equals("foreach") || action().equals("repeat");
  }

  /** The loops around this step, the innermost first. */
  List<StepSite> around() {
    List<StepSite> loops = new ArrayList<>();
    String inside = branch;
    for (StepSite at = parent; at != null; at = at.parent()) {
      if (at.loops() && inside.equals(EACH)) {
        loops.add(at);
      }
      inside = at.branch();
    }
    return loops;
  }

  /** Whether the run goes on although this step failed. */
  boolean bearsFailure() {
    YamlNode onError = node.get("on_error");
    return onError != null && !"hold".equals(onError.text());
  }

  /** Whether all branches of this {@code parallel} are done when the run goes on. */
  boolean joinsAll() {
    YamlNode join = node.at(List.of("parallel", "join"));
    return join == null || "all".equals(join.text());
  }

  boolean isConditional() {
    return node.get("if") != null;
  }

  /**
   * Whether a step comes after this one: in the same list or in one around it, or, when this is a
   * gate, in what follows its approval.
   */
  boolean precedes(StepSite later) {
    for (StepSite after = later; after != null; after = after.parent()) {
      if (after.parent() != null && isSame(after.parent())) {
        return after.branch().equals(APPROVED);
      }
      for (StepSite before = this; before != null; before = before.parent()) {
        if (after.isInListOf(before) && after.index() != before.index()) {
          return after.index() > before.index();
        }
      }
    }
    return false;
  }
}
