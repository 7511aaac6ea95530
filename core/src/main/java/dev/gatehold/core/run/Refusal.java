package dev.gatehold.core.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why the engine did not apply a command. Nothing changed.
 *
 * @param message one sentence: "Expected to …, but …."
 * @param next one sentence: what to do now
 * @param details facts for programs, such as the outcome that stands
 */
public record Refusal(
    Code code, String message, String next, Map<String, @Nullable Object> details) {

  /** Stable reasons; the words are part of the API. */
  public enum Code {
    RUN_UNKNOWN("run.unknown"),
    RUN_EXISTS("run.exists"),
    RUN_ENDED("run.ended"),
    RUN_DECIDED("run.decided"),
    RUN_ENDING("run.ending"),
    RUN_PAUSED("run.paused"),
    RUN_NOT_PAUSED("run.not_paused"),
    STEP_UNKNOWN("step.unknown"),
    STEP_NOT_RETRYABLE("step.not_retryable"),
    STEP_NOT_SKIPPABLE("step.not_skippable"),
    REASON_MISSING("reason.missing"),
    CALLBACK_UNKNOWN("callback.unknown"),
    CALLBACK_OVER("callback.over"),
    EVENT_OVER("event.over"),
    INPUT_INVALID("input.invalid"),
    REQUEST_UNKNOWN("request.unknown"),
    REQUEST_CLOSED("request.closed"),
    DECIDER_NOT_A_PERSON("decider.not_a_person"),
    DECIDER_EXCLUDED("decider.excluded"),
    DECIDER_NOT_ELIGIBLE("decider.not_eligible"),
    STAGE_NOT_OPEN("stage.not_open"),
    SUBJECT_STALE("subject.stale"),
    DECISION_REPEATED("decision.repeated"),
    DECISION_ABSENT("decision.absent"),
    COMMENT_MISSING("comment.missing"),
    FORM_INVALID("form.invalid"),
    EVIDENCE_MISSING("evidence.missing"),
    CHOICE_UNKNOWN("choice.unknown"),
    EDIT_INVALID("edit.invalid"),
    LADDER_ENDED("ladder.ended"),
    REWORK_AWAITED("rework.awaited"),
    ROUND_AWAITED("round.awaited"),
    REWORK_NOT_AWAITED("rework.not_awaited"),
    REWORK_OF_ANOTHER("rework.of_another"),
    HANDOVER_REFUSED("handover.refused"),
    DIRECTORY_UNAVAILABLE("directory.unavailable"),
    ATTEMPT_OVER("attempt.over"),
    NOTHING_DUE("nothing.due"),
    KEY_REUSED("key.reused"),
    RUN_PARKED("run.parked");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    /** The word in API and command line. */
    public String word() {
      return word;
    }
  }

  /** Message and next step in one text. */
  public String text() {
    return message + " " + next;
  }
}
