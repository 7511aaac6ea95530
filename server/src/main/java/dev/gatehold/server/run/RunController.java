package dev.gatehold.server.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.http.Patience;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "runs")
class RunController {
  private static final Set<String> STATUSES =
      Set.of("active", "completed", "rejected", "failed", "cancelled");
  private final Runs runs;

  RunController(Runs runs) {
    this.runs = runs;
  }

  /** What to run: a release's number, the draft, or (with neither) the live release. */
  record StartBody(
      @Nullable String flow,
      @Nullable Integer release,
      @Nullable Boolean draft,
      @Nullable Map<String, @Nullable Object> input) {
    @Nullable Integer number() {
      boolean ofDraft = Boolean.TRUE.equals(draft);
      if (ofDraft && release != null) {
        throw Malformed.because("Expected either 'release' or 'draft', but found both.");
      }
      if (release != null && release < 1) {
        throw Malformed.because("Expected 'release' to be 1 or more, but found " + release + ".");
      }
      return ofDraft ? Integer.valueOf(0) : release;
    }
  }

  record CancelBody(@Nullable String reason) {}

  /** A journal entry: its number, its place in the hash chain, and what it says. */
  record JournalItem(
      long seq, String hash, @JsonRawValue @Schema(implementation = Object.class) String entry) {
    static JournalItem of(StoredEntry entry) {
      return new JournalItem(entry.seq(), entry.hash(), entry.body());
    }
  }

  record Journal(List<JournalItem> items) {}

  @Operation(summary = "Start a run")
  @PostMapping
  ResponseEntity<RunDetail> start(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody StartBody body) {
    RunDetail run =
        runs.start(
            caller,
            Malformed.required("flow", body.flow()),
            body.number(),
            JsonBody.object("input", body.input()),
            IdempotencyKey.checked(key));
    return ResponseEntity.created(URI.create("/api/v1/runs/" + run.id())).body(run);
  }

  @Operation(summary = "List runs, newest first")
  @GetMapping
  Slice<RunItem> list(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    if (status != null && !STATUSES.contains(status)) {
      throw Malformed.because(
          "Expected 'status' to be active, completed, rejected, failed or cancelled, but found '"
              + status
              + "'.");
    }
    return runs.list(flow, status, cursor, Slice.limit(limit));
  }

  @Operation(summary = "Show a run; with wait, as soon as its journal is longer than seen")
  @GetMapping("/{id}")
  RunDetail show(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long seen,
      @RequestParam(required = false) @Nullable String wait) {
    return runs.detailAfter(id, seen, Patience.of(wait));
  }

  @Operation(summary = "Read a run's journal: the truth that everything else is derived from")
  @GetMapping("/{id}/journal")
  Journal journal(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    return new Journal(
        runs.journal(id, after, Slice.limit(limit)).stream().map(JournalItem::of).toList());
  }

  @Operation(summary = "End a run now")
  @PostMapping("/{id}/cancel")
  RunDetail cancel(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody CancelBody body) {
    return runs.cancel(caller, id, body.reason(), IdempotencyKey.checked(key));
  }

  record RetryBody(@Nullable String step) {}

  record SkipBody(@Nullable String step, @Nullable String reason) {}

  record PauseBody(@Nullable String reason) {}

  @Operation(summary = "Try a step again now: one that is stuck, or waits for its next attempt")
  @PostMapping("/{id}/retry")
  RunDetail retry(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody RetryBody body) {
    String step = Malformed.required("step", body.step());
    return runs.retry(caller, id, step, IdempotencyKey.checked(key));
  }

  @Operation(summary = "Go on without a step; never without a gate")
  @PostMapping("/{id}/skip")
  RunDetail skip(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody SkipBody body) {
    String step = Malformed.required("step", body.step());
    String reason = Malformed.required("reason", body.reason());
    return runs.skip(caller, id, step, reason, IdempotencyKey.checked(key));
  }

  @Operation(summary = "Begin nothing new until the run is resumed")
  @PostMapping("/{id}/pause")
  RunDetail pause(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody PauseBody body) {
    return runs.pause(caller, id, body.reason(), IdempotencyKey.checked(key));
  }

  @Operation(summary = "Go on after a pause")
  @PostMapping("/{id}/resume")
  RunDetail resume(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key) {
    return runs.resume(caller, id, IdempotencyKey.checked(key));
  }
}
