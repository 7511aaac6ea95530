package dev.gatehold.server.run;

import dev.gatehold.server.flow.ReleaseTag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as readers see it, in API and pages.
 *
 * @param title the flow's, for people
 * @param status {@code active}, {@code completed}, {@code rejected}, {@code failed} or {@code
 *     cancelled}
 * @param waitingFor what an active run waits for, in a few words and by the memberships of this
 *     moment, where lists say that of the last change; how an ended one ended
 * @param reason why it ended; null while it is active
 * @param seq the number of its last journal entry; ask with it for what comes next
 * @param headHash the hash of its last journal entry
 * @param key of the runs of its flow that supersede each other; null for a run that does not
 * @param parent the step that called it; null for a run that was started by itself
 * @param output what it was for, as its flow says; null unless it completed, and for flows that do
 *     not say
 * @param paused while nothing new begins; null otherwise
 * @param closing how it ends once what it did is undone: {@code rejected}, {@code failed} or {@code
 *     cancelled}; null unless it is being undone
 * @param incidents what is wrong with it; empty when nothing is
 * @param steps in the order of the flow, those of branches and of laps under way included; after
 *     them what undoes steps, if it does
 * @param requests ids of the requests it has made, in the order of the flow, then those of laps
 *     that are over
 */
public record RunDetail(
    String id,
    String flow,
    String title,
    ReleaseTag release,
    String status,
    String waitingFor,
    Requester requester,
    Map<String, @Nullable Object> input,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    long seq,
    String headHash,
    @Nullable String key,
    @Nullable Parent parent,
    @Nullable Map<String, @Nullable Object> output,
    @Nullable Paused paused,
    @Nullable String closing,
    List<Incident> incidents,
    List<Step> steps,
    List<String> requests) {

  /**
   * Something that needs a hand.
   *
   * @param step null when it is about the run as a whole
   * @param code {@code request.impossible}, {@code directory.unavailable}, …; {@code run.stuck} for
   *     a run that is parked, and for an effect that was set aside
   * @param at null when that was not kept
   */
  public record Incident(
      @Nullable String step, String code, String message, String next, @Nullable Instant at) {}

  /** Who asked for the run; {@code kind} is {@code person}, {@code agent} or {@code service}. */
  public record Requester(String id, String kind, @Nullable String actsFor) {}

  /** The step of another run that waits for this one. */
  public record Parent(String run, String step) {}

  /** Who asked that nothing new begins. */
  public record Paused(String by, @Nullable String reason, Instant since) {}

  /**
   * How far a loop is.
   *
   * @param total how many laps it has; null when that is not known before the end
   * @param open laps under way
   * @param done laps that are over
   * @param fallen those of them that did not complete
   */
  public record Laps(@Nullable Integer total, int open, int done, int fallen) {}

  /**
   * A step and where it stands.
   *
   * @param id in a lap with the lap's number: {@code deploy@2}
   * @param kind the connector's name, or {@code approval}, {@code set}, {@code wait}, {@code
   *     switch}, {@code end}
   * @param depth 0 for steps of the flow itself, one more for each branch around them
   * @param branch the name of the innermost branch it stands in; null outside of all
   * @param status {@code pending} before it was reached, then the state's word
   * @param attempt the latest one, from 1; null where there are none
   * @param until when time alone changes it: a timeout, a retry, the end of a wait, an expiry
   * @param request the id of its request, for a gate that was reached
   * @param subject the digest that a decision on this request names, as its newest round has it
   * @param run the id of the run that a call has started
   * @param outcome what the gate became
   * @param branchTaken what a switch chose
   * @param laps of a loop that is under way
   * @param startedAt when it was first reached; null before that, and in runs of very many events
   * @param endedAt when it was over; null before that, and in runs of very many events
   */
  public record Step(
      String id,
      String kind,
      int depth,
      @Nullable String branch,
      String status,
      @Nullable Integer attempt,
      @Nullable Map<String, @Nullable Object> output,
      @Nullable Fault error,
      @Nullable Instant until,
      @Nullable String request,
      @Nullable String subject,
      @Nullable String run,
      @Nullable String outcome,
      @Nullable String branchTaken,
      @Nullable Laps laps,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {}

  /** Why an attempt failed. */
  public record Fault(String code, String message) {}
}
