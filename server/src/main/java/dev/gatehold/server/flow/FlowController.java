package dev.gatehold.server.flow;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.language.Reading;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/flows")
@Tag(name = "flows")
class FlowController {
  private static final String YAML = "text/yaml";
  private final Flows flows;

  FlowController(Flows flows) {
    this.flows = flows;
  }

  record FlowList(List<FlowItem> items) {}

  /** The verdict on a flow file; {@code flow} is null when there is an error. */
  record Checked(boolean ok, @Nullable String flow, List<FlowProblem> problems) {}

  record ReleaseBody(@Nullable String note) {}

  record LiveBody(@Nullable Integer release) {}

  record Live(String flow, int live) {}

  record ReleaseMade(
      String flow, int number, String digest, String author, String note, Instant at) {}

  record ReleaseWithSource(
      String flow,
      int number,
      String digest,
      String author,
      String note,
      Instant at,
      String source) {}

  @Operation(summary = "List flows")
  @GetMapping
  FlowList list() {
    return new FlowList(flows.list());
  }

  @Operation(summary = "Show a flow with its draft and releases")
  @GetMapping("/{name}")
  FlowDetail show(@PathVariable String name) {
    return flows.detail(name);
  }

  @Operation(summary = "Check a flow file; stores nothing")
  @PostMapping(
      path = "/check",
      consumes = {YAML, "application/yaml", "text/plain"})
  Checked check(
      @RequestParam(required = false) @Nullable String file,
      @RequestBody(required = false) byte @Nullable [] source) {
    Reading reading = flows.check(FlowSource.file(file, "flow.yaml"), FlowSource.text(source));
    Flow flow = reading.flow();
    return new Checked(
        reading.ok(), flow == null ? null : flow.name(), FlowProblem.of(reading.problems()));
  }

  @Operation(summary = "Replace the draft of a flow")
  @PutMapping(
      path = "/{name}/draft",
      consumes = {YAML, "application/yaml", "text/plain"})
  Flows.Pushed push(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String file,
      @RequestBody(required = false) byte @Nullable [] source) {
    return flows.push(caller, name, FlowSource.file(file, name + ".yaml"), FlowSource.text(source));
  }

  @Operation(summary = "Make a release of the draft")
  @PostMapping("/{name}/releases")
  ResponseEntity<ReleaseMade> release(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody ReleaseBody body) {
    Release made = flows.release(caller, name, body.note() == null ? "" : body.note());
    return ResponseEntity.created(
            URI.create("/api/v1/flows/" + made.flow() + "/releases/" + made.number()))
        .body(
            new ReleaseMade(
                made.flow(),
                made.number(),
                made.digest().text(),
                made.author(),
                made.note(),
                made.at()));
  }

  @Operation(summary = "Show a release with its source")
  @GetMapping("/{name}/releases/{number}")
  ReleaseWithSource release(@PathVariable String name, @PathVariable int number) {
    Release release = flows.release(name, number);
    return new ReleaseWithSource(
        release.flow(),
        release.number(),
        release.digest().text(),
        release.author(),
        release.note(),
        release.at(),
        release.source());
  }

  @Operation(summary = "Delete a release that is neither live nor in use")
  @DeleteMapping("/{name}/releases/{number}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String name, @PathVariable int number) {
    flows.delete(name, number);
  }

  @Operation(summary = "Choose the release that new runs take")
  @PutMapping("/{name}/live")
  Live promote(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody LiveBody body) {
    Release live = flows.promote(caller, name, Malformed.required("release", body.release()));
    return new Live(live.flow(), live.number());
  }
}
