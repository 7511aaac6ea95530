package dev.gatehold.core.flow;

import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param form JSON Schema of values that a decision carries; empty when the gate asks for none
 * @param commentRequired verdicts ({@code approve}, {@code reject}) that need a comment
 * @param expiry what happens on silence; without it the gate stays closed and open for ever
 * @param then branches by outcome ({@code approved}, {@code rejected}, {@code expired}, {@code
 *     cancelled})
 */
public record Gate(
    Template title,
    @Nullable Template summary,
    List<String> covers,
    Requires requires,
    List<Template> exclude,
    List<Exhibit> evidence,
    Map<String, @Nullable Object> form,
    Set<String> commentRequired,
    @Nullable Expiry expiry,
    List<Branch> then) {

  public Gate {
    covers = List.copyOf(covers);
    exclude = List.copyOf(exclude);
    evidence = List.copyOf(evidence);
    form = Json.freezeObject(form);
    commentRequired = Set.copyOf(commentRequired);
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

  /**
   * What silence becomes.
   *
   * @param after the time from opening
   * @param outcome {@code expired}, {@code rejected}, {@code cancelled} or {@code approved}
   */
  public record Expiry(Duration after, String outcome) {}
}
