package dev.gatehold.engine.effect;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Effect.CallFlow;
import dev.gatehold.core.run.Effect.CancelCall;
import dev.gatehold.core.run.Effect.TellParent;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.flow.FlowCatalog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs that are the work of other runs' steps. Each of these may be done again after a crash: the
 * id of a called run is always the same, and what is over is refused.
 */
public final class Calls {
  private final Engine engine;
  private final FlowCatalog flows;

  public Calls(Engine engine, FlowCatalog flows) {
    this.engine = engine;
    this.flows = flows;
  }

  /** Starts the run that a step calls; the step fails when it cannot be started. */
  void start(CallFlow call) {
    Failure failure = failureToStart(call);
    if (failure != null) {
      tell(call.parent().run(), new Command.FailStep(call.step(), call.attempt(), failure));
      return;
    }
    // The caller may have given up before there was a run to cancel.
    boolean awaited =
        engine.view(call.parent().run()).map(RunView::state).orElse(null) instanceof Active caller
            && call.run().equals(caller.called(call.step()));
    if (!awaited) {
      cancel(call.run(), call.parent().run());
    }
  }

  private @Nullable Failure failureToStart(CallFlow call) {
    ReleaseRef release;
    try {
      release = pin(call);
    } catch (GateholdException e) {
      return new Failure(
          e.code(), e.getMessage() + " " + Optional.ofNullable(e.next()).orElse(""), false);
    }
    Command start = new Command.StartRun(call.run(), release, call.input(), call.parent());
    Reply reply = engine.submit(new Submission(call.run(), start, call.requester(), null));
    return reply instanceof Reply.Refused(var refusal) && refusal.code() != Refusal.Code.RUN_EXISTS
        ? new Failure("call.refused", refusal.message() + " " + refusal.next(), false)
        : null;
  }

  /** Drafts call drafts, so that two flows can be tried together; where there is none, releases. */
  private ReleaseRef pin(CallFlow call) {
    boolean tried =
        call.release() == null && call.parent().draft() && flows.draft(call.flow()).isPresent();
    return flows.pin(call.flow(), tried ? Integer.valueOf(0) : call.release());
  }

  /** Ends a run whose caller no longer waits for it. */
  void cancel(CancelCall call, String parent) {
    cancel(call.run(), parent);
  }

  private void cancel(String run, String parent) {
    tell(run, new Command.CancelRun("run " + parent + " no longer waits for it"));
  }

  /** Tells the caller how the run ended that it waits for. */
  void end(TellParent ended) {
    tell(ended.parent().run(), ended.result());
  }

  /** A refusal means that the run has gone on, and that is fine. */
  private void tell(String run, Command command) {
    engine.submit(new Submission(run, command, Principal.SYSTEM, null));
  }
}
