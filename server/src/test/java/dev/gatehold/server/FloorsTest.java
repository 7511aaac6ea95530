package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.GateholdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules of the server's owner: flows may ask for more, and never for less. */
class FloorsTest {
  private static final String SECURITY =
      """
      floor: security
      title: Processes need somebody of security
      binds: { steps: [apply] }
      requires: { from: [group:security] }
      """;
  private static final String ENGINEERS =
      """
      floor: engineers
      title: Processes need two engineers
      binds: { steps: [apply] }
      requires: { from: [group:sre], count: 2 }
      """;
  private Path folder = Path.of("");
  private Path floors = Path.of("");
  private @Nullable TestServer started;

  @BeforeEach
  void folders(@TempDir Path temporary) throws IOException {
    folder = temporary;
    floors = temporary.resolve("floors");
    Files.createDirectory(floors);
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private ServerSettings settings() {
    return TestServer.settings(folder).withExec(true).withFloors(floors);
  }

  private TestServer server() {
    TestServer server = TestServer.inMemory(settings());
    started = server;
    return server;
  }

  private void write(String file, String text) {
    try {
      Files.writeString(floors.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(TestServer server) {
    return server
        .as("bob", "GET", "/floors")
        .send()
        .ok(200)
        .at("/items")
        .findValuesAsString("name");
  }

  private static Answer approve(TestServer server, String person, String request) {
    return server
        .as(person, "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(
            Map.of(
                "choice",
                "approve",
                "form",
                Map.of("window", "2026-11-24T22:00:00Z", "severity", "low")))
        .send();
  }

  @Test
  void aFloorAsksForMoreThanTheFlowDoes() {
    write("security.yaml", SECURITY);
    TestServer server = server();
    server.publish("alice", "change");
    String request = Changes.open(server, "floored", "fine");

    JsonNode first = approve(server, "bob", request).ok(200);

    assertThat(first.at("/status").asString()).isEqualTo("open");
    assertThat(first.at("/floors/0/name").asString()).isEqualTo("security");
    assertThat(first.at("/floors/0/title").asString())
        .isEqualTo("Processes need somebody of security");
    assertThat(first.at("/evaluation/parts").findValuesAsString("rule")).contains("floor security");
    assertThat(approve(server, "sam", request).ok(200).at("/outcome").asString())
        .isEqualTo("approved");
    assertThat(Changes.whenOver(server, request).at("/status").asString()).isEqualTo("completed");
  }

  @Test
  void floorsAreListedWithWhatTheyBindAndAskFor() {
    write("security.yaml", SECURITY);
    JsonNode floor = server().as("bob", "GET", "/floors").send().ok(200).at("/items/0");

    assertThat(floor.at("/name").asString()).isEqualTo("security");
    assertThat(floor.at("/title").asString()).isEqualTo("Processes need somebody of security");
    assertThat(Answer.texts(floor.at("/binds/steps"))).containsExactly("apply");
    assertThat(floor.at("/requires").asString()).isEqualTo("1 of group:security");
  }

  @Test
  void aFlowThatReachesABoundStepWithoutAGateIsRefused() {
    write("security.yaml", SECURITY);
    TestServer server = server();

    JsonNode checked =
        server.as("alice", "POST", "/flows/check").body("text/yaml", UNGATED).send().ok(200);
    assertThat(checked.at("/ok").asBoolean(true)).isFalse();
    assertThat(checked.at("/problems").findValuesAsString("code")).contains("floor.unmet");
    server
        .as("alice", "PUT", "/flows/ungated/draft")
        .body("text/yaml", UNGATED)
        .send()
        .problem(422, "flow.invalid");
  }

  @Test
  void aDraftThatAFloorHasOvertakenIsNotReleased() {
    TestServer server = server();
    server.as("alice", "PUT", "/flows/ungated/draft").body("text/yaml", UNGATED).send().ok(200);
    write("security.yaml", SECURITY);

    server
        .as("alice", "POST", "/flows/ungated/releases")
        .json(Map.of("note", ""))
        .send()
        .problem(422, "flow.invalid");
  }

  private static final String UNGATED =
      """
      flow: ungated
      title: No gate
      steps:
        - id: apply
          exec: { command: ["true"] }
      """;

  @Test
  void aChangedFileHoldsAtOnceAndABrokenOneChangesNothing() throws IOException {
    write("security.yaml", SECURITY);
    TestServer server = server();
    assertThat(names(server)).containsExactly("security");

    write("engineers.yaml", ENGINEERS);
    assertThat(names(server)).containsExactly("engineers", "security");

    write("security.yaml", "floor: [");
    assertThat(names(server)).containsExactly("engineers", "security");
    write("security.yaml", ENGINEERS.replace("two", "2"));
    assertThat(names(server)).as("two of one name").containsExactly("engineers", "security");

    Files.delete(floors.resolve("security.yaml"));
    assertThat(names(server)).containsExactly("engineers");
  }

  @Test
  void aServerDoesNotStartOnFloorsThatItCannotRead() {
    write("broken.yaml", SECURITY.replace("requires:", "require:"));
    assertRefusesToStart("broken.yaml:4:");

    write("broken.yaml", SECURITY);
    write("again.yaml", SECURITY);
    assertRefusesToStart("floor 'security' stands in");
  }

  @Test
  void aServerDoesNotStartWithoutTheFolderThatItWasGiven() throws IOException {
    Files.delete(floors);
    assertRefusesToStart("Expected to read the floors in");
  }

  private void assertRefusesToStart(String why) {
    assertThatThrownBy(() -> TestServer.inMemory(settings()).close())
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("floors.unreadable"))
        .hasMessageContaining(why);
  }

  @Test
  void nothingIsDecidedWhileTheFolderCannotBeRead() throws IOException {
    TestServer server = server();
    server.publish("alice", "rotate");
    String request = server.startRotate("alice") + ".review";
    String before = server.journalOf(request);
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(floors, elsewhere);

    server.decision("bob", request, "approve").send().problem(503, "floors.unavailable");
    JsonNode shown = server.as("bob", "GET", "/requests/" + request).send().ok(200);
    assertThat(shown.at("/you/may_decide").asBoolean(true)).isFalse();
    assertThat(shown.at("/you/code").asString()).isEqualTo("floors.unavailable");
    assertThat(server.journalOf(request)).isEqualTo(before);

    Files.move(elsewhere, floors);
    server.decision("bob", request, "approve").send().ok(200);
  }

  @Test
  void theFolderInTheDataNeedsNotBeThereAndDoesNotVanishUnnoticed() throws IOException {
    ServerSettings settings = TestServer.settings(folder).withExec(true);
    TestServer server = TestServer.inMemory(settings);
    started = server;
    assertThat(names(server)).isEmpty();

    Path own = settings.data().resolve("floors");
    Files.createDirectories(own);
    Files.writeString(own.resolve("security.yaml"), SECURITY);
    assertThat(names(server)).containsExactly("security");

    Files.move(own, folder.resolve("gone"));
    server.as("bob", "GET", "/floors").send().problem(503, "floors.unavailable");
  }

  /** A gate, a step without any bond, then the bound step: the floor comes in between. */
  private static final String SLOW =
      """
      flow: slow
      title: Slow
      steps:
        - id: review
          approval: { title: Slow, requires: { from: [group:sre] } }
        - id: pause
          approval: { title: Go on, requires: { from: [group:sre] } }
          if: "true"
        - id: apply
          exec: { command: ["true"] }
      """;

  @Test
  void aFloorThatComesAfterTheApprovalReopensTheGateBeforeTheBoundStep() {
    TestServer server = server();
    server.publish("alice", "slow", SLOW);
    String run = server.run("alice", "slow", Map.of());
    server.decision("bob", run + ".review", "approve").send().ok(200);

    write("security.yaml", SECURITY);
    server.decision("bob", run + ".pause", "approve").send().ok(200);

    JsonNode review = server.as("bob", "GET", "/requests/" + run + ".review").send().ok(200);
    assertThat(review.at("/round").asInt()).isEqualTo(2);
    assertThat(review.at("/status").asString()).isEqualTo("open");
    assertThat(review.at("/floors/0/name").asString()).isEqualTo("security");
    assertThat(server.journalOf(run + ".review"))
        .contains("approval_reopened")
        .doesNotContain("step_started");
  }
}
