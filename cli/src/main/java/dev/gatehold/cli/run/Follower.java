package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.output.ExitCode;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Follows a run by asking the server to answer when something new has happened. */
public final class Follower {
  private final Api api;

  public Follower(Api api) {
    this.api = api;
  }

  /** The run as it is now. */
  public JsonNode now(String run) {
    return api.send(Call.get("runs", run)).body();
  }

  /**
   * Follows until the run is over, or the patience is, or the run waits for the caller to resubmit:
   * nobody waits for themselves.
   *
   * @param changes gets every state that is seen, the first one included
   * @return the last state; still {@code active} when the run is not over
   */
  public JsonNode follow(String run, Patience patience, Consumer<JsonNode> changes) {
    JsonNode seen = now(run);
    changes.accept(seen);
    while (active(seen) && patience.left() && !waitsForCaller(seen)) {
      long seq = seen.path("seq").asLong();
      JsonNode newer =
          patience.ask(api, wait -> Call.get("runs", run).query("seen", seq).waiting(wait)).body();
      if (newer.path("seq").asLong() > seq) {
        changes.accept(newer);
      }
      seen = newer;
    }
    return seen;
  }

  private static boolean active(JsonNode run) {
    return Fields.raw(run, "status").equals("active");
  }

  /** The exit code for how a run that was followed stands. */
  public ExitCode exit(JsonNode run) {
    return waitsForCaller(run)
        ? ExitCode.CHANGES_REQUESTED
        : ExitCode.ofRun(Fields.raw(run, "status"));
  }

  private boolean waitsForCaller(JsonNode run) {
    return active(run)
        && Fields.items(run, "steps").stream()
            .filter(step -> Fields.raw(step, "status").equals("changes_requested"))
            .map(step -> api.send(Call.get("requests", Fields.raw(step, "request"))).body())
            .anyMatch(request -> request.path("you").path("may_resubmit").asBoolean(false));
  }
}
