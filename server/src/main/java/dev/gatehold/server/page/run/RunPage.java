package dev.gatehold.server.page.run;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.run.RunDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of a run reads. Every text of others in it has been made visible.
 *
 * @param standing what it waits for, or how it ended
 * @param output what it was for; null when there is none
 * @param paused who paused it and why; null when nobody did
 * @param closing how it ends once what it did is undone; null unless it is being undone
 */
public record RunPage(
    Frame frame,
    RunDetail run,
    String title,
    String release,
    Badge state,
    String standing,
    String requester,
    Moment started,
    @Nullable Moment ended,
    Shape.Facts input,
    Shape.@Nullable Facts output,
    @Nullable String paused,
    @Nullable String closing,
    List<Incident> incidents,
    List<Step> steps) {

  /** Something that needs a hand; {@code step} is null when it is about the run as a whole. */
  public record Incident(@Nullable String step, String message, String next) {}

  /**
   * A step.
   *
   * @param indent a class of the style sheet; null outside of branches
   * @param output null when there is none
   * @param untilWhat what happens then, as the beginning of a sentence that ends with the time
   * @param request the id of its request; null for any other step, and before it was reached
   * @param run the id of the run that it calls; null for any other step
   * @param laps how far a loop is; null for any other step
   * @param took how long it took; null before it was over
   */
  public record Step(
      String id,
      String kind,
      @Nullable String indent,
      @Nullable String branch,
      Badge state,
      @Nullable Integer attempt,
      Shape.@Nullable Facts output,
      @Nullable String error,
      @Nullable Moment until,
      String untilWhat,
      @Nullable String request,
      @Nullable String run,
      @Nullable String branchTaken,
      @Nullable String laps,
      @Nullable String took) {}
}
