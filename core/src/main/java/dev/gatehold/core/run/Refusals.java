package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.value.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every reason for which the run machine refuses, worded once. */
final class Refusals {
  private Refusals() {}

  static Refusal runUnknown() {
    return refusal(
        Code.RUN_UNKNOWN,
        "Expected a run with this id, but there is none.",
        "List the runs to find its id.");
  }

  static Refusal runExists(String run) {
    return refusal(
        Code.RUN_EXISTS,
        "Expected a new id for the run, but '" + run + "' exists.",
        "Start the run again; a new id is made for it.");
  }

  static Refusal runEnded(RunState.Ended ended) {
    String how = ended.ending().name().toLowerCase(Locale.ROOT);
    return new Refusal(
        Code.RUN_ENDED,
        "Expected run '" + ended.last().run() + "' to be under way, but it has ended: " + how + ".",
        "Its record stays as it is; start a new run to do it again.",
        Map.of("status", how));
  }

  static Refusal decidedAlready(String run) {
    return refusal(
        Code.RUN_DECIDED,
        "Expected run '" + run + "' to wait for a decision, but people have decided.",
        "It goes on; cancel it if it must not.");
  }

  static Refusal inputInvalid(String flow, List<String> problems) {
    return new Refusal(
        Code.INPUT_INVALID,
        "Expected an input that fits flow '" + flow + "'. " + sentences(problems),
        "Correct the input and try again.",
        Map.of("problems", problems));
  }

  static Refusal requestUnknown(String step) {
    return refusal(
        Code.REQUEST_UNKNOWN,
        "Expected an approval that was asked for at step '" + step + "', but there is none.",
        "Look at the run to see which requests it has.");
  }

  static Refusal requestClosed(String step, Outcome outcome, List<Decision> decisions) {
    List<String> by = outcome.causedBy(decisions);
    return new Refusal(
        Code.REQUEST_CLOSED,
        "Expected request '"
            + step
            + "' to be open, but it is "
            + outcome.word()
            + (by.isEmpty() ? "" : " by " + String.join(", ", by))
            + ".",
        "The outcome is final; start a new run to ask again.",
        Map.of("outcome", outcome.word(), "decided_by", by));
  }

  static Refusal notAPerson(Principal actor) {
    return refusal(
        Code.DECIDER_NOT_A_PERSON,
        "Expected a person to decide, but '"
            + actor.id()
            + "' is "
            + (actor.kind() == Principal.Kind.AGENT ? "an agent" : "a service")
            + ".",
        "Ask one of the people who are needed to decide; agents and services may ask and wait.");
  }

  static Refusal excluded(String person, String why) {
    return refusal(
        Code.DECIDER_EXCLUDED,
        "Expected somebody who may count here, but '"
            + person
            + "' does not: "
            + person
            + " "
            + why
            + ".",
        "Ask one of the other people who are needed.");
  }

  static Refusal notEligible(String person, List<Requirement.People> leaves) {
    List<String> from =
        leaves.stream()
            .flatMap(leaf -> leaf.from().stream())
            .map(source -> source.title())
            .distinct()
            .toList();
    if (from.isEmpty()) {
      return new Refusal(
          Code.DECIDER_NOT_ELIGIBLE,
          "Expected a requirement that asks somebody, but no part of it applies.",
          "Cancel the run, and have the flow corrected.",
          Map.of("from", from));
    }
    return new Refusal(
        Code.DECIDER_NOT_ELIGIBLE,
        "Expected somebody of " + String.join(" or ", from) + ", but '" + person + "' is not.",
        "Ask one of the people who are needed, or have the membership changed.",
        Map.of("from", from));
  }

  static Refusal stageNotOpen(String person) {
    return refusal(
        Code.STAGE_NOT_OPEN,
        "Expected the stage of '" + person + "' to be open, but an earlier stage is not met yet.",
        "Wait until the earlier stage has approved.");
  }

  static Refusal subjectStale(String step, Digest shown, Request request) {
    return new Refusal(
        Code.SUBJECT_STALE,
        "Expected a decision on the subject as it is now ("
            + request.subject().digest().brief()
            + "), but it was made on "
            + shown.brief()
            + ".",
        "Look at request '" + step + "' again and decide on what it shows now.",
        Map.of("subject", request.subject().digest().text(), "round", (long) request.round()));
  }

  static Refusal evidenceMissing(Evidence evidence) {
    return refusal(
        Code.EVIDENCE_MISSING,
        "Expected the required evidence '"
            + evidence.title()
            + "' to be there, but it is missing: "
            + evidence.missing()
            + ".",
        "Reject the request, or cancel the run and start it again with the evidence.");
  }

  static Refusal directoryUnavailable(String failure) {
    return refusal(
        Code.DIRECTORY_UNAVAILABLE,
        "Expected the directory of people to answer, but " + failure + ".",
        "Nothing was decided; try again when the directory answers.");
  }

  static Refusal choiceUnknown(String word, Request request) {
    List<String> words = request.choices().stream().map(Choice::word).toList();
    return new Refusal(
        Code.CHOICE_UNKNOWN,
        "Expected one of "
            + String.join(", ", words)
            + " in round "
            + request.round()
            + ", but found '"
            + word
            + "'.",
        "Decide with one of these.",
        Map.of("choices", words));
  }

  static Refusal ladderEnded() {
    return refusal(
        Code.LADDER_ENDED,
        "Expected somebody to whom this request can still go up, but its ladder has no rung left.",
        "Ask one of the people who are needed to decide.");
  }

  /** Problems as sentences of their own: each says what it expected and what it found. */
  static String sentences(List<String> problems) {
    return String.join(
        " ", problems.stream().map(each -> each.endsWith(".") ? each : each + ".").toList());
  }

  static Refusal decisionRepeated(String step, Decision standing) {
    return refusal(
        Code.DECISION_REPEATED,
        "Expected a new decision of '"
            + standing.person()
            + "' on request '"
            + step
            + "', but "
            + standing.person()
            + " said "
            + standing.choice()
            + " already, at "
            + standing.at()
            + ".",
        "That decision stands; withdraw it or decide otherwise to change it.");
  }

  static Refusal decisionAbsent(String step, String person) {
    return refusal(
        Code.DECISION_ABSENT,
        "Expected a decision of '" + person + "' on request '" + step + "', but there is none.",
        "There is nothing to withdraw.");
  }

  static Refusal commentMissing(Choice choice) {
    return refusal(
        Code.COMMENT_MISSING,
        "Expected a comment with '" + choice.word() + "', but there is none.",
        "Say why in a comment.");
  }

  static Refusal formInvalid(List<String> problems) {
    return new Refusal(
        Code.FORM_INVALID,
        "Expected form values that fit. " + sentences(problems),
        "Correct the values and decide again.",
        Map.of("problems", problems));
  }

  static Refusal attemptOver(String step, int attempt) {
    return refusal(
        Code.ATTEMPT_OVER,
        "Expected attempt " + attempt + " of step '" + step + "' to be at work, but it is not.",
        "Its result no longer counts; look at the run to see what came instead.");
  }

  static Refusal nothingDue() {
    return refusal(
        Code.NOTHING_DUE,
        "Expected a deadline that has passed, but there is none.",
        "There is nothing to do.");
  }

  static Refusal refusal(Code code, String message, String next) {
    return new Refusal(code, message, next, Map.of());
  }
}
