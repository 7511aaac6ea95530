package dev.gatehold.server.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.request.Bodies.BatchBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/decisions")
@Tag(name = "requests")
class DecisionController {
  private final Batches batches;

  DecisionController(Batches batches) {
    this.batches = batches;
  }

  /** One of the results: with the request when it is {@code ok}, otherwise with a problem. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String request,
      boolean ok,
      @Nullable RequestItem result,
      @Nullable Map<String, @Nullable Object> error) {
    static Result of(Batches.Result result) {
      Problem error = result.error();
      return new Result(
          result.request(), result.ok(), result.result(), error == null ? null : error.toJson());
    }
  }

  /** All results in the order of the call; of a rehearsal, how many would apply. */
  record Results(List<Result> results, int applied, int refused) {}

  @Operation(summary = "Decide several requests, each for itself; with dry_run, only check them")
  @PostMapping
  Results decide(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody BatchBody body) {
    String checked = IdempotencyKey.checked(key);
    List<Batches.Result> results =
        dryRun
            ? batches.preflight(caller, body.items())
            : batches.decide(caller, body.items(), checked);
    int applied = (int) results.stream().filter(Batches.Result::ok).count();
    return new Results(
        results.stream().map(Result::of).toList(), applied, results.size() - applied);
  }
}
