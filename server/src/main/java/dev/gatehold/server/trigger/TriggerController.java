package dev.gatehold.server.trigger;

import dev.gatehold.engine.Reply;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.engine.trigger.Triggers;
import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "triggers")
class TriggerController {
  private final Triggers triggers;

  TriggerController(Triggers triggers) {
    this.triggers = triggers;
  }

  record TriggerList(List<TriggerItem> items) {}

  @Operation(summary = "List the triggers of all live releases")
  @GetMapping("/triggers")
  TriggerList all() {
    return list(null);
  }

  @Operation(summary = "List the triggers of a flow's live release")
  @GetMapping("/flows/{flow}/triggers")
  TriggerList ofFlow(@PathVariable String flow) {
    return list(flow);
  }

  private TriggerList list(@Nullable String flow) {
    return new TriggerList(triggers.list(flow).stream().map(TriggerItem::of).toList());
  }

  /** What the trigger's input reads of the event that it stands for. */
  record FireBody(@Nullable String key, @Nullable Map<String, @Nullable Object> data) {}

  record Fired(String run) {}

  @Operation(summary = "Start a run as a trigger does; the caller is its requester")
  @PostMapping("/flows/{flow}/triggers/{trigger}/fire")
  @ResponseStatus(HttpStatus.CREATED)
  Fired fire(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String flow,
      @PathVariable String trigger,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody FireBody body) {
    Reply reply =
        triggers.fire(
            new TriggerId(flow, trigger),
            body.key() == null ? null : JsonBody.text("key", body.key()),
            JsonBody.object("data", body.data()),
            caller.principal(),
            IdempotencyKey.checked(key));
    return switch (reply) {
      case Reply.Applied applied -> new Fired(applied.run());
      case Reply.Refused(var refusal) -> throw Problem.refused(refusal);
    };
  }

  @Operation(summary = "Let a trigger start nothing until it is resumed")
  @PostMapping("/flows/{flow}/triggers/{trigger}/pause")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pause(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String flow,
      @PathVariable String trigger) {
    caller.requirePerson("pause a trigger");
    triggers.pause(new TriggerId(flow, trigger), caller.principal());
  }

  @Operation(summary = "Let a trigger start runs again; what came meanwhile is not made up for")
  @PostMapping("/flows/{flow}/triggers/{trigger}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String flow,
      @PathVariable String trigger) {
    caller.requirePerson("resume a trigger");
    triggers.resume(new TriggerId(flow, trigger));
  }
}
