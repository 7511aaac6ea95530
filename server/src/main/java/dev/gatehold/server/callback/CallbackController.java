package dev.gatehold.server.callback;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where work calls back. The address is the credential, for one attempt of one wait. */
@RestController
@RequestMapping("/api/v1/callbacks")
@Tag(name = "callbacks")
class CallbackController {
  private final Engine engine;
  private final Callbacks callbacks;

  CallbackController(Engine engine, Callbacks callbacks) {
    this.engine = engine;
    this.callbacks = callbacks;
  }

  /**
   * What became of a callback.
   *
   * @param counted whether it is the one that ends the wait; false for one that came later
   */
  record Answer(boolean counted) {}

  @Operation(summary = "Call back: what is said becomes the output of the wait, once")
  @PostMapping("/{run}/{step}/{attempt}/{told}/{signature}")
  Answer call(
      @PathVariable String run,
      @PathVariable String step,
      @PathVariable int attempt,
      @PathVariable int told,
      @PathVariable String signature,
      @RequestBody(required = false) @Nullable Map<String, @Nullable Object> body) {
    if (!callbacks.knows(run, new Callee(step, attempt, told), signature)) {
      throw new GateholdException(
          "callback.unknown",
          "Expected the address of a callback, but this is none.",
          "Call back at the address that the work was given, letter by letter.");
    }
    CallBack command = new CallBack(step, attempt, told, JsonBody.object("the body", body));
    return switch (engine.submit(new Submission(run, command, Principal.SYSTEM, null))) {
      case Reply.Applied _ -> new Answer(true);
      case Reply.Refused(var refusal) when refusal.code() == Refusal.Code.CALLBACK_OVER ->
          new Answer(false);
      case Reply.Refused(var refusal) -> throw Problem.refused(refusal);
    };
  }
}
