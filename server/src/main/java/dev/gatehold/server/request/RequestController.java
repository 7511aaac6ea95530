package dev.gatehold.server.request;

import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.http.Patience;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import dev.gatehold.server.request.Bodies.DecisionBody;
import dev.gatehold.server.request.Bodies.HandoverBody;
import dev.gatehold.server.request.Bodies.ResubmitBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/requests")
@Tag(name = "requests")
class RequestController {
  private final Requests requests;
  private final RequestLists lists;
  private final Deciding deciding;

  RequestController(Requests requests, RequestLists lists, Deciding deciding) {
    this.requests = requests;
    this.lists = lists;
    this.deciding = deciding;
  }

  @Operation(summary = "List requests, oldest first; open ones unless state says otherwise")
  @GetMapping
  Slice<RequestItem> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(required = false) @Nullable String run,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    String wanted =
        switch (state) {
          case "open", "rework", "overdue", "closed" -> state;
          case "all" -> null;
          default ->
              throw Malformed.because(
                  "Expected 'state' to be open, rework, overdue, closed or all, but found '"
                      + state
                      + "'.");
        };
    return lists.list(
        caller, new RequestLists.Filter(wanted, mine, run), cursor, Slice.limit(limit));
  }

  @Operation(summary = "Show a request; with wait, as soon as it is closed or has changed")
  @GetMapping("/{id}")
  RequestDetail show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletResponse response) {
    return tagged(requests.detailAfterChange(caller, id, Patience.of(wait)), response);
  }

  @Operation(summary = "The text whose SHA-256 is the subject's digest")
  @GetMapping(path = "/{id}/subject", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> subject(@PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(requests.subjectText(id).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Operation(
      summary =
          "Say to what the ETag named by If-Match shows one of the request's choices; people only")
  @PostMapping("/{id}/decisions")
  RequestDetail decide(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody DecisionBody body,
      HttpServletResponse response) {
    Said said = body.said(ShownSubject.of(ifMatch));
    String checked = IdempotencyKey.checked(key);
    return tagged(
        dryRun ? deciding.preflight(caller, id, said) : deciding.decide(caller, id, said, checked),
        response);
  }

  @Operation(summary = "Take your decision back while the request is open")
  @DeleteMapping("/{id}/decisions/mine")
  RequestDetail withdraw(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      HttpServletResponse response) {
    return tagged(deciding.withdraw(caller, id, IdempotencyKey.checked(key)), response);
  }

  @Operation(summary = "Answer a request for changes; only for the person named by rework_by")
  @PostMapping("/{id}/resubmit")
  RequestDetail resubmit(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody ResubmitBody body,
      HttpServletResponse response) {
    return tagged(
        deciding.resubmit(
            caller, id, body.wholeInput(), body.comment(), IdempotencyKey.checked(key)),
        response);
  }

  @Operation(summary = "Hand your right to decide to somebody else, or as an admin another's")
  @PostMapping("/{id}/handovers")
  RequestDetail handOver(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody HandoverBody body,
      HttpServletResponse response) {
    return tagged(
        deciding.handOver(caller, id, body.handing(), IdempotencyKey.checked(key)), response);
  }

  /**
   * Set past the framework, which would take the tag for one of the whole answer and say 304 when
   * only decisions were added.
   */
  private static RequestDetail tagged(RequestDetail request, HttpServletResponse response) {
    response.setHeader(HttpHeaders.ETAG, "\"" + request.subject() + "\"");
    return request;
  }
}
