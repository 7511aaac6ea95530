package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Several people have to agree: together, side by side, as a quorum. */
final class PeopleScenes {
  private static final String PARALLEL = "parallel, under a floor";

  private final Stage stage;

  PeopleScenes(Stage stage) {
    this.stage = stage;
  }

  void twoPersonRule() throws IOException {
    stage.narrator().chapter("Two people replace a credential of production");
    Path store = stage.place("store");
    Path service = Files.createDirectory(store.resolve("payments-db"));
    Files.writeString(service.resolve("credential"), "the old secret\n");
    Files.writeString(service.resolve("consumers"), "checkout\nrefunds\n");
    Path sealed = Files.createFile(store.resolve("sealed"));
    Performance rotation =
        Performance.of(
            stage,
            "production-credentials",
            "two-person rule, retry",
            "alice",
            JsonText.object()
                .put("service", "payments-db")
                .put("store", store.toString())
                .put("plan", stage.given("production-credentials", "plan.md"))
                .put("planned_by", "lea")
                .put("risk", 8));
    rotation.asks();
    rotation.cannotApprove(
        "lea",
        "tries to approve her own plan",
        "who planned it cannot approve it",
        "decider.excluded");
    rotation.approves("kim");
    rotation.approves("maya");
    rotation.approves("henk");
    JsonNode failed = rotation.awaitStep("rotate", "awaiting_retry");
    stage.narrator().follows("'rotate' fails: the store is sealed; it is tried again");
    Files.delete(sealed);
    stage.narrator().does("kim", "unseals the store");
    stage.turnTo(
        Objects.requireNonNull(Fields.instant(failed, "until")),
        "is turned on to the next attempt");
    rotation.ends("completed");
    stage
        .expectations()
        .expect(
            "production-credentials: the credential is another one, the old one is kept",
            !Files.readString(service.resolve("credential")).equals("the old secret\n")
                && Files.readString(service.resolve("previous")).equals("the old secret\n"));
  }

  void parallel() throws IOException {
    stage
        .narrator()
        .chapter("Security and compliance are asked at once, and a floor asks for more");
    Path shelf = stage.place("shelf");
    Performance release = release(shelf);
    release.asks();
    release.approves("ines");
    release.approves("henk");
    stage
        .expectations()
        .expect("release: nothing is published before the floor is met", isEmpty(shelf));
    release.asks();
    release.approves("kim");
    release.ends("completed");
    stage
        .expectations()
        .expect(
            "release: the shelf has the build that was agreed to",
            Files.readString(shelf.resolve("2.4.0/greet.sh"))
                .equals(stage.given("release", "build/greet.sh")));
  }

  void oneOfTwoRejects() throws IOException {
    stage.narrator().chapter("One of the two rejects");
    Path shelf = stage.place("empty-shelf");
    Performance release = release(shelf);
    release.approves("henk");
    release.rejects("ines", "CC-BY-4.0 is not on the list of licences.");
    release.ends("rejected");
    stage.expectations().expect("release: nothing was published", isEmpty(shelf));
  }

  private Performance release(Path shelf) {
    return Performance.of(
        stage,
        "release",
        PARALLEL,
        "carol",
        JsonText.object()
            .put("version", "2.4.0")
            .put("build", stage.examples().folder().resolve("release/build").toString())
            .put("shelf", shelf.toString()));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  void quorum() throws IOException {
    stage.narrator().chapter("A quorum decides in spite of a rejection");
    Path decisions = stage.place("decisions");
    Performance decision =
        Performance.of(
            stage,
            "architecture-decision",
            "quorum",
            "alice",
            JsonText.object()
                .put("name", "queue-letters")
                .put("proposal", stage.given("architecture-decision", "proposal.md"))
                .put("folder", decisions.toString()));
    decision.asks();
    decision.approves("bob");
    decision.rejects("carol", "One more thing to run.");
    decision.approves("lea");
    decision.approves("henk");
    decision.approves("farah");
    decision.ends("completed");
    stage
        .expectations()
        .expect(
            "architecture-decision: the votes are on record, the rejection too",
            Files.readString(decisions.resolve("queue-letters.votes.md"))
                .contains("- carol: reject, One more thing to run.\n"));
  }
}
