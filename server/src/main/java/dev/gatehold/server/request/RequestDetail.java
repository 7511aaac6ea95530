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
 * @param status {@code open} or {@code closed}
 * @param outcome null while it is open
 * @param expiresAs the outcome that silence becomes at {@code expiresAt}
 * @param subject the digest of what is agreed to, {@code sha256:…}; a decision must name it
 * @param headline one sentence: who is still needed, or how it ended
 * @param commentRequired verdicts that need a comment
 * @param decisions every version of every decision, oldest first
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
    @Nullable String outcome,
    Requester requester,
    Map<String, @Nullable Object> input,
    Instant openedAt,
    @Nullable Instant expiresAt,
    @Nullable String expiresAs,
    @Nullable Instant decidedAt,
    String subject,
    List<Covered> covers,
    EvaluationPart evaluation,
    String headline,
    List<Exhibit> evidence,
    Form form,
    List<String> commentRequired,
    List<Decided> decisions,
    Consequence consequence,
    You you) {

  public boolean open() {
    return outcome == null;
  }

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
   * @param candidates ids of those who could still fill one
   */
  public record EvaluationPart(
      String status,
      String rule,
      String sentence,
      List<String> counted,
      List<String> candidates,
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
   * @param groups the groups the person was in at that moment
   * @param subject the digest of what the person was shown
   * @param standing whether it is the version that stands
   */
  public record Decided(
      String person,
      String name,
      String verdict,
      @Nullable String comment,
      Map<String, @Nullable Object> form,
      List<String> groups,
      Instant at,
      String subject,
      boolean standing) {}

  /** What happens next, one sentence each. */
  public record Consequence(String approve, String reject) {}

  /**
   * Whether the reader may approve now.
   *
   * @param code the refusal's, when not; {@code evidence.missing} still leaves room to reject
   * @param why null when so, otherwise the refusal for people
   */
  public record You(boolean mayDecide, @Nullable String code, @Nullable String why) {}
}
