package dev.gatehold.engine.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.value.Digest;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the core's records are written as JSON. The names below are stored for ever: none is changed
 * or used again (docs/decisions/0007-journal-format.md).
 */
final class JsonForm {
  private JsonForm() {}

  static JsonMapper mapper() {
    return JsonMapper.builder()
        .annotationIntrospector(
            AnnotationIntrospector.pair(new OmittedEmpty(), new JacksonAnnotationIntrospector()))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(each ->
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .addMixIn(RunEvent.class, Events.class)
        .addMixIn(RunState.class, RunStates.class)
        .addMixIn(StepState.class, StepStates.class)
        .addMixIn(Effect.class, Effects.class)
        .addMixIn(Requirement.class, Requirements.class)
        .addMixIn(Source.class, Sources.class)
        .addMixIn(Rejects.class, RejectsTexts.class)
        .addMixIn(Outcome.class, Outcomes.class)
        .addMixIn(Digest.class, Digests.class)
        .addMixIn(Principal.class, Principals.class)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.RunStarted.class, name = "run_started"),
    @JsonSubTypes.Type(value = RunEvent.StepStarted.class, name = "step_started"),
    @JsonSubTypes.Type(value = RunEvent.StepCompleted.class, name = "step_completed"),
    @JsonSubTypes.Type(value = RunEvent.RetryScheduled.class, name = "retry_scheduled"),
    @JsonSubTypes.Type(value = RunEvent.StepFailed.class, name = "step_failed"),
    @JsonSubTypes.Type(value = RunEvent.StepSkipped.class, name = "step_skipped"),
    @JsonSubTypes.Type(value = RunEvent.WaitStarted.class, name = "wait_started"),
    @JsonSubTypes.Type(value = RunEvent.BranchTaken.class, name = "branch_taken"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalRequested.class, name = "approval_requested"),
    @JsonSubTypes.Type(value = RunEvent.DecisionRecorded.class, name = "decision_recorded"),
    @JsonSubTypes.Type(value = RunEvent.DecisionWithdrawn.class, name = "decision_withdrawn"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalDecided.class, name = "approval_decided"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalReopened.class, name = "approval_reopened"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalPostponed.class, name = "approval_postponed"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalReminded.class, name = "approval_reminded"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalOverdue.class, name = "approval_overdue"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalEscalated.class, name = "approval_escalated"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalHandedOver.class, name = "approval_handed_over"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalModified.class, name = "approval_modified"),
    @JsonSubTypes.Type(value = RunEvent.ReworkRequested.class, name = "rework_requested"),
    @JsonSubTypes.Type(value = RunEvent.ReworkSubmitted.class, name = "rework_submitted"),
    @JsonSubTypes.Type(value = RunEvent.IncidentRaised.class, name = "incident_raised"),
    @JsonSubTypes.Type(value = RunEvent.CallbackAwaited.class, name = "callback_awaited"),
    @JsonSubTypes.Type(value = RunEvent.CallbackReceived.class, name = "callback_received"),
    @JsonSubTypes.Type(value = RunEvent.EventAwaited.class, name = "event_awaited"),
    @JsonSubTypes.Type(value = RunEvent.StepStopped.class, name = "step_stopped"),
    @JsonSubTypes.Type(value = RunEvent.StepStuck.class, name = "step_stuck"),
    @JsonSubTypes.Type(value = RunEvent.BranchesStarted.class, name = "branches_started"),
    @JsonSubTypes.Type(value = RunEvent.LoopStarted.class, name = "loop_started"),
    @JsonSubTypes.Type(value = RunEvent.LapStarted.class, name = "lap_started"),
    @JsonSubTypes.Type(value = RunEvent.LapEnded.class, name = "lap_ended"),
    @JsonSubTypes.Type(value = RunEvent.RollbackPlanned.class, name = "rollback_planned"),
    @JsonSubTypes.Type(value = RunEvent.RollbackStarted.class, name = "rollback_started"),
    @JsonSubTypes.Type(value = RunEvent.RunPaused.class, name = "run_paused"),
    @JsonSubTypes.Type(value = RunEvent.RunResumed.class, name = "run_resumed"),
    @JsonSubTypes.Type(value = RunEvent.RunEnded.class, name = "run_ended")
  })
  private interface Events {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RunState.Unstarted.class, name = "unstarted"),
    @JsonSubTypes.Type(value = RunState.Active.class, name = "active"),
    @JsonSubTypes.Type(value = RunState.Ended.class, name = "ended")
  })
  private interface RunStates {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = StepState.Working.class, name = "working"),
    @JsonSubTypes.Type(value = StepState.AwaitingRetry.class, name = "awaiting_retry"),
    @JsonSubTypes.Type(value = StepState.Held.class, name = "held"),
    @JsonSubTypes.Type(value = StepState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = StepState.Branched.class, name = "branched"),
    @JsonSubTypes.Type(value = StepState.AwaitingApproval.class, name = "awaiting_approval"),
    @JsonSubTypes.Type(value = StepState.AwaitingRework.class, name = "awaiting_rework"),
    @JsonSubTypes.Type(value = StepState.Reopened.class, name = "reopened"),
    @JsonSubTypes.Type(value = StepState.Postponed.class, name = "postponed"),
    @JsonSubTypes.Type(value = StepState.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = StepState.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = StepState.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = StepState.AwaitingCallback.class, name = "awaiting_callback"),
    @JsonSubTypes.Type(value = StepState.AwaitingEvent.class, name = "awaiting_event"),
    @JsonSubTypes.Type(value = StepState.Stuck.class, name = "stuck"),
    @JsonSubTypes.Type(value = StepState.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = StepState.Forked.class, name = "forked"),
    @JsonSubTypes.Type(value = StepState.Looping.class, name = "looping"),
    @JsonSubTypes.Type(value = StepState.Failed.class, name = "failed")
  })
  private interface StepStates {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Effect.RunStep.class, name = "run_step"),
    @JsonSubTypes.Type(value = Effect.StopStep.class, name = "stop_step"),
    @JsonSubTypes.Type(value = Effect.CallFlow.class, name = "call_flow"),
    @JsonSubTypes.Type(value = Effect.CancelCall.class, name = "cancel_call"),
    @JsonSubTypes.Type(value = Effect.TellParent.class, name = "tell_parent"),
    @JsonSubTypes.Type(value = Effect.Supersede.class, name = "supersede"),
    @JsonSubTypes.Type(value = Effect.Subscribe.class, name = "subscribe")
  })
  private interface Effects {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Requirement.People.class, name = "people"),
    @JsonSubTypes.Type(value = Requirement.All.class, name = "all"),
    @JsonSubTypes.Type(value = Requirement.Any.class, name = "any"),
    @JsonSubTypes.Type(value = Requirement.Some.class, name = "some"),
    @JsonSubTypes.Type(value = Requirement.Stages.class, name = "stages")
  })
  private interface Requirements {}

  private interface Sources {
    @JsonValue
    String text();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Source parse(String text) {
      return Source.parse(text);
    }
  }

  private interface RejectsTexts {
    @JsonValue
    String text();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Rejects parse(String text) {
      return Rejects.parse(text);
    }
  }

  private interface Outcomes {
    @JsonValue
    String text();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Outcome parse(String text) {
      return Outcome.parse(text);
    }
  }

  private abstract static class Digests {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    @SuppressWarnings("UnusedVariable") // stands for the record's constructor
    Digests(String text) {}

    @JsonValue
    abstract String text();
  }

  @JsonIgnoreProperties({"person"})
  private interface Principals {}
}
