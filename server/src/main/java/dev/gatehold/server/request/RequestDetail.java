package dev.gatehold.server.request;

import dev.gatehold.server.flow.ReleaseTag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as readers see it, in API and pages: what is asked, of whom, on what grounds, how it
 * stands, and what this reader may do.
 *
 * @param id {@code RUN.STEP}
 * @param summary Markdown text; untrusted
 * @param status {@code open}, {@code rework} (changes were requested), {@code preparing} (the next
 *     round does not ask yet) or {@code closed}
 * @param reworkBy who has to resubmit; null unless it is in rework
 * @param outcome null until it is closed
 * @param inputSchema JSON Schema of the run's input
 * @param expiresAs the outcome that silence becomes at {@code expiresAt}
 * @param dueAt when an answer is expected; null for no such time
 * @param overdue whether an answer was due and there is none
 * @param reminders when those who are asked are reminded, in order
 * @param subject the digest of what is agreed to, {@code sha256:…}; a decision must name it
 * @param floors rules from outside of the flow that ask for more than it does
 * @param exclusions who never counts
 * @param headline one sentence: who is still needed, or how it ended
 * @param choices what can be said, to approve first
 * @param rejects when rejections end it: {@code any}, {@code impossible} or {@code count:N}
 * @param modify names of the input's fields that an approval may edit
 * @param rounds how often it may be asked in all; null where changes cannot be requested
 * @param decisions every version of every decision, oldest first
 * @param handovers rights to decide it that went to somebody else
 * @param feedback what was to be changed, from all rounds
 * @param escalations the rungs that were climbed, from all rounds
 */
public record RequestDetail(
    String id,
    String run,
    String flow,
    String flowTitle,
    ReleaseTag release,
    String step,
    int round,
    String title,
    @Nullable String summary,
    String status,
    @Nullable String reworkBy,
    @Nullable String outcome,
    Requester requester,
    Map<String, @Nullable Object> input,
    Map<String, @Nullable Object> inputSchema,
    Instant openedAt,
    @Nullable Instant expiresAt,
    @Nullable String expiresAs,
    @Nullable Instant dueAt,
    boolean overdue,
    List<Rung> ladder,
    List<Instant> reminders,
    @Nullable Instant decidedAt,
    String subject,
    List<Covered> covers,
    List<FloorAsked> floors,
    List<Excluded> exclusions,
    EvaluationPart evaluation,
    String headline,
    List<Exhibit> evidence,
    List<Choice> choices,
    String rejects,
    List<String> modify,
    @Nullable Integer rounds,
    List<Decided> decisions,
    List<HandedOver> handovers,
    List<Remark> feedback,
    List<Escalated> escalations,
    Consequence consequence,
    You you) {

  /** Whether people are asked right now. */
  public boolean open() {
    return status.equals("open");
  }

  /** Whether its outcome is final. */
  public boolean closed() {
    return status.equals("closed");
  }

  /**
   * Something that can be said.
   *
   * @param word what a decision names
   * @param as {@code approve}, {@code reject}, {@code request_changes} or {@code escalate}
   */
  public record Choice(String word, String title, String as, boolean commentRequired, Form form) {}

  /**
   * A rung of the ladder.
   *
   * @param mode {@code add}, {@code replace} or {@code notify}
   * @param to texts of the sources that come in
   * @param at when time climbs it; null when time never does
   */
  public record Rung(String mode, List<String> to, @Nullable Instant at, boolean climbed) {}

  /** A rule from outside of the flow, and why it is there. */
  public record FloorAsked(String name, String title) {}

  /** A person who never counts, with the reason as half a sentence. */
  public record Excluded(String person, String why) {}

  /**
   * A right to decide that went from one person to another.
   *
   * @param by who arranged it
   * @param until the first instant at which it no longer holds; null for as long as the gate asks
   */
  public record HandedOver(
      String from,
      String to,
      String by,
      @Nullable String reason,
      @Nullable Instant until,
      Instant at) {}

  /** What was to be changed, as somebody said in a round. */
  public record Remark(
      int round,
      String person,
      @Nullable String comment,
      Map<String, @Nullable Object> form,
      Instant at) {}

  /**
   * A climbed rung.
   *
   * @param rung its number from 1
   * @param by who escalated; null when time or a lack of people did
   */
  public record Escalated(
      int round,
      int rung,
      String mode,
      List<String> to,
      @Nullable String by,
      @Nullable String comment,
      Instant at) {}

  /** Somebody else's right to decide, and the way it went, both ends included. */
  public record OnBehalf(String person, List<String> chain) {}

  /** Whom the request counts as requested by. */
  public record Requester(String id, String name) {}

  /** A later step whose parameters are part of what is agreed to. */
  public record Covered(String step, String connector, Map<String, @Nullable Object> parameters) {}

  /**
   * A part of the evaluation.
   *
   * @param status {@code met}, {@code open}, {@code not_open_yet}, {@code not_applicable} or {@code
   *     impossible}
   * @param counted ids of those whose approvals fill places here
   * @param candidates ids of those who could still fill one, the first of them
   * @param moreCandidates how many there are besides those listed
   */
  public record EvaluationPart(
      String status,
      String rule,
      String sentence,
      List<String> counted,
      List<String> candidates,
      int moreCandidates,
      List<Ignored> ignored,
      List<EvaluationPart> parts) {}

  /** A person who does not count, with the reason as half a sentence. */
  public record Ignored(String person, String why) {}

  /**
   * What is shown to decide on; untrusted.
   *
   * @param kind {@code diff}, {@code log}, {@code text}, {@code link}, {@code table}, {@code
   *     metrics}, {@code image} or {@code file}
   * @param missing why there is no content; null when there is
   * @param content text or JSON; null when it is missing or a resource
   * @param resource where the content is, when it is stored apart
   */
  public record Exhibit(
      String kind,
      String title,
      boolean required,
      @Nullable String missing,
      @Nullable Object content,
      @Nullable ResourceLink resource) {}

  /**
   * A stored blob.
   *
   * @param resource its digest, {@code sha256:…}; served at {@code /api/v1/resources/DIGEST}
   * @param size in bytes
   */
  public record ResourceLink(String resource, String name, String mediaType, long size) {}

  /** The values a decision carries; {@code schema} is a JSON Schema, empty when there are none. */
  public record Form(Map<String, @Nullable Object> schema) {}

  /**
   * What a person said.
   *
   * @param account the id by which the person signed in, when it is another one
   * @param onBehalfOf whose rights the person also had here
   * @param choice the word of what was said, {@code title} as people read it, {@code verdict} what
   *     it counts as
   * @param groups the groups the person was in at that moment
   * @param roles the roles the person held at that moment
   * @param subject the digest of what the person was shown
   * @param standing whether it is the version that stands
   * @param keptFromRound the round in which it was said; null for this one
   */
  public record Decided(
      String person,
      String name,
      @Nullable String account,
      List<OnBehalf> onBehalfOf,
      String choice,
      String title,
      String verdict,
      @Nullable String comment,
      Map<String, @Nullable Object> form,
      List<String> groups,
      List<String> roles,
      Instant at,
      String subject,
      boolean standing,
      @Nullable Integer keptFromRound) {}

  /** What happens next, one sentence each. */
  public record Consequence(String approve, String reject) {}

  /**
   * What the reader may do now.
   *
   * @param mayDecide whether an approval would be accepted
   * @param code the refusal's, when not; {@code evidence.missing} still leaves room to reject
   * @param why null when so, otherwise the refusal for people
   * @param choices words that would be accepted with a comment and a form that fit
   * @param mayResubmit whether the reader is the one who has to resubmit
   * @param note what came of an edit of the reader's whose approval is not part of the round that
   *     it began; null when there is nothing to add
   */
  public record You(
      boolean mayDecide,
      @Nullable String code,
      @Nullable String why,
      List<String> choices,
      boolean mayResubmit,
      @Nullable String note) {}
}
