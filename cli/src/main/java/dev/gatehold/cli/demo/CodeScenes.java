package dev.gatehold.cli.demo;

import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MILLIS;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A script changes a repository; what becomes of it depends on what people say and do. */
final class CodeScenes {
  private static final String FLOW = "code-change";
  private static final String BRANCH = "gatehold/";
  private static final String PATTERN = "reviewed change";

  private final Stage stage;
  private final Narrator narrator;
  private final Actor alice;
  private final Actor bob;
  private final Actor carol;

  CodeScenes(Stage stage) {
    this.stage = stage;
    this.narrator = stage.narrator();
    this.alice = stage.actor("alice");
    this.bob = stage.actor("bob");
    this.carol = stage.actor("carol");
  }

  void approved() throws IOException {
    narrator.chapter("A change to code is approved");
    Repository repository = stage.repositories().make("approved");
    String before = repository.head();
    String run = propose(repository, null);
    JsonNode request = alice.request(run);
    tellGate(request);
    Actor agent = bob.agent("demo");
    stage.refused(
        alice,
        "tries to approve her own request",
        "who asked for it cannot approve it",
        "decider.excluded",
        403,
        () -> alice.approve(request));
    stage.refused(
        agent,
        "of bob tries to approve for him",
        "an agent cannot approve, whoever it acts for",
        "decider.not_a_person",
        403,
        () -> agent.approve(request));
    bob.approve(request);
    narrator.does("bob", "approves exactly " + brief(request));
    stage.refused(
        carol,
        "rejects a moment later",
        "a decision after the outcome is refused",
        "request.closed",
        409,
        () -> carol.reject(request, "Too late"));
    JsonNode end = alice.end(run);
    String agreed = commit(end);
    narrator.follows(
        "main went from "
            + repository.brief(before)
            + " to "
            + repository.brief(repository.head()));
    stage.expectations().expect("approved: the run is completed", status(end, "completed"));
    stage
        .expectations()
        .expect(
            "approved: " + repository.base() + " is at exactly the commit that bob approved",
            repository.head().equals(agreed) && !agreed.equals(before));
    stage.story().add(end, PATTERN, "yes: bob", Why.of(alice.lastRequest(end)));
  }

  void rejected() throws IOException {
    narrator.chapter("The same change is rejected");
    Repository repository = stage.repositories().make("rejected");
    String before = repository.head();
    String run = propose(repository, null);
    JsonNode request = alice.request(run);
    carol.reject(request, "Greet the team, not everybody");
    narrator.does("carol", "rejects it: “Greet the team, not everybody”");
    JsonNode end = alice.end(run);
    narrator.follows(
        "the branch is gone, " + repository.base() + " is still at " + repository.brief(before));
    stage.expectations().expect("rejected: the run is rejected", status(end, "rejected"));
    stage
        .expectations()
        .expect(
            "rejected: " + repository.base() + " is untouched and the branch is gone",
            repository.head().equals(before) && !repository.hasBranch(BRANCH + run));
    stage.story().add(end, PATTERN, "no: carol", Why.of(alice.lastRequest(end)));
  }

  void tampered() throws IOException {
    narrator.chapter("Approved for a later time, and then the branch is changed");
    Repository repository = stage.repositories().make("tampered");
    String before = repository.head();
    Instant opens = stage.clock().instant().plus(1, HOURS).truncatedTo(MILLIS);
    String run = propose(repository, opens);
    JsonNode request = alice.request(run);
    bob.approve(request);
    narrator.does("bob", "approves exactly " + brief(request));
    alice.awaitStep(run, "window", "waiting");
    repository.commitOnto(BRANCH + run);
    narrator.does("mallory", "adds a commit to the branch while the window is closed");
    stage.turnTo(opens, "is turned on by an hour: the window opens");
    JsonNode end = alice.end(run);
    narrator.follows("'apply' refuses: " + fault(end));
    stage.expectations().expect("tampered: the run failed", status(end, "failed"));
    stage
        .expectations()
        .expect(
            "tampered: " + repository.base() + " is untouched", repository.head().equals(before));
    stage.story().add(end, "tampered change", "yes: bob", fault(end));
  }

  private String propose(Repository repository, @Nullable Instant opens) {
    ObjectNode input =
        JsonText.object()
            .put("repo", repository.folder().toString())
            .put("script", stage.repositories().change().toString())
            .put("base", repository.base());
    if (opens != null) {
      input.put("apply_at", opens.toString());
    }
    String run = alice.start(FLOW, input);
    narrator.does("alice", "starts " + FLOW + (opens == null ? "" : ", to be applied in an hour"));
    return run;
  }

  private void tellGate(JsonNode request) {
    narrator.follows("a script made the change on a branch and ran the tests");
    narrator.follows("the gate asks: " + Fields.line(request, "title"));
    narrator.follows(Fields.line(request, "headline"));
  }

  private static String commit(JsonNode run) {
    return Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "id").equals("propose"))
        .map(step -> Fields.raw(step.path("output"), "commit"))
        .findFirst()
        .orElse("");
  }

  /** What the script itself said, with commits as people write them. */
  private static String fault(JsonNode run) {
    return Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "id").equals("apply"))
        .map(step -> Fields.line(step.path("error"), "message"))
        .map(message -> message.replaceFirst("^.* exited with \\d+: ", ""))
        .map(message -> message.replaceFirst("nothing was applied\\..*$", "nothing was applied."))
        .map(message -> message.replaceAll("\\b([0-9a-f]{7})[0-9a-f]{33}\\b", "$1"))
        .findFirst()
        .orElse("");
  }

  private static String brief(JsonNode request) {
    return Fields.line(request, "subject").replaceAll("^(sha256:.{12}).*$", "$1…");
  }

  private static boolean status(JsonNode run, String word) {
    return Fields.raw(run, "status").equals(word);
  }
}
