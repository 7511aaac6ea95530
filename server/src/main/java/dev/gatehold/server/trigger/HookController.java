package dev.gatehold.server.trigger;

import dev.gatehold.core.flow.Trigger;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.engine.trigger.Triggers;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.problem.BodyTooLarge;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where systems outside call, and runs start. The signature is the credential. */
@RestController
@RequestMapping("/api/v1/hooks")
@Tag(name = "triggers")
class HookController {
  private static final int LARGEST = 256 * 1024;

  /** What flows see of the headers; none of them is signed except the first two. */
  private static final List<String> SHOWN =
      List.of(
          "webhook-id",
          "webhook-timestamp",
          "content-type",
          "user-agent",
          "x-github-event",
          "x-github-delivery");

  private final Triggers triggers;
  private final Webhooks webhooks;
  private final JsonMapper json;

  HookController(Triggers triggers, Webhooks webhooks, JsonMapper json) {
    this.triggers = triggers;
    this.webhooks = webhooks;
    this.json = json;
  }

  record Taken(String id) {}

  @Operation(summary = "Start a run by a signed call; the same call again starts nothing more")
  @PostMapping("/{flow}/{trigger}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Taken call(
      @PathVariable String flow,
      @PathVariable String trigger,
      @RequestHeader HttpHeaders headers,
      @RequestBody(required = false) byte @Nullable [] body)
      throws BodyTooLarge {
    byte[] bytes = body == null ? new byte[0] : body;
    if (bytes.length > LARGEST) {
      throw new BodyTooLarge(LARGEST);
    }
    TriggerId id = new TriggerId(flow, trigger);
    // Without a trigger it is asked, too: a refusal takes as long.
    String call = webhooks.idOf(connectionOf(id), new Signatures.Call(headers::getFirst, bytes));
    if (call == null) {
      throw unknown();
    }
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("data", data(bytes));
    event.put("headers", shown(headers));
    triggers.onCall(triggers.require(id), call, event);
    return new Taken(call);
  }

  private @Nullable String connectionOf(TriggerId id) {
    return triggers
        .definition(id)
        .map(Trigger::source)
        .map(source -> source instanceof Trigger.Webhook(var name) ? name : null)
        .orElse(null);
  }

  /** Nobody without the secret learns which triggers there are. */
  private static GateholdException unknown() {
    return new GateholdException(
        "hook.unknown",
        "Expected a signed call of a webhook, but this is none.",
        "Check the address, the secret, the clock, and that the body is signed as it is sent.");
  }

  private Map<String, @Nullable Object> data(byte[] body) {
    try {
      return JsonBody.object(
          "the body", json.readValue(body, new TypeReference<Map<String, @Nullable Object>>() {}));
    } catch (JacksonException e) {
      throw Malformed.because("Expected the body to be a JSON object, but it is not.");
    }
  }

  private static Map<String, @Nullable Object> shown(HttpHeaders headers) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (String name : SHOWN) {
      String value = headers.getFirst(name);
      if (value != null) {
        shown.put(name, JsonBody.text(name, value));
      }
    }
    return shown;
  }
}
