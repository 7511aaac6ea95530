package dev.gatehold.core.flow;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Rejects;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate as the flow declares it; rendered into a request when the run reaches it.
 *
 * @param title one line: what is agreed to
 * @param summary Markdown without HTML
 * @param covers ids of later work steps whose parameters are rendered when the gate opens, shown,
 *     and frozen
 * @param requires who must agree
 * @param exclude persons who never count, each rendering to a user's id or to the word {@code
 *     requester}; the requester is excluded in any case
 * @param choices what a person can say; approving and rejecting are always among them
 * @param rejects when rejections end the gate
 * @param rework what follows when changes are requested; without it they end the gate
 * @param modify names of the input's fields that an approver may edit with the approval
 * @param timing what happens when nobody answers
 * @param then branches by the word of the outcome
 */
public record Gate(
    Template title,
    @Nullable Template summary,
    List<String> covers,
    Requires requires,
    List<Template> exclude,
    List<Exhibit> evidence,
    List<Choice> choices,
    Rejects rejects,
    @Nullable Rework rework,
    List<String> modify,
    Timing timing,
    List<Branch> then) {

  public Gate {
    covers = List.copyOf(covers);
    exclude = List.copyOf(exclude);
    evidence = List.copyOf(evidence);
    choices = List.copyOf(choices);
    modify = List.copyOf(modify);
    then = List.copyOf(then);
  }

  /**
   * Evidence as declared.
   *
   * @param kind {@code diff}, {@code log}, {@code text}, {@code link}, {@code table}, {@code
   *     metrics}, {@code image} or {@code file}
   * @param required without it nobody can approve
   */
  public record Exhibit(String kind, String title, Template content, boolean required) {}
}
