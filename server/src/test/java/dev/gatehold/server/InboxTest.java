package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What waits for whom. */
class InboxTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-23T10:00:00Z"));
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    ServerSettings settings = TestServer.settings(folder);
    Files.writeString(
        folder.resolve("people.yaml"),
        """
          - { id: lena, roles: [lead] }
          - { id: otto }
          - { id: away, groups: [sre], absences: [{ from: 2026-11-20, until: 2026-12-20, delegate: otto }] }
        rotations:
          desk: { weekly: { members: [erin, lena], start: 2026-11-23, handover: "mon 09:00" } }
        """,
        StandardOpenOption.APPEND);
    server = TestServer.inMemory(settings, clock);
    server.publish("alice", "deal");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String deal() {
    return server.run("alice", "deal", Map.of("customer", "Nord", "discount", 20)) + ".review";
  }

  private String asking(String name, String from) {
    server.publish(
        "alice",
        name,
        """
        flow: %s
        title: Ask
        steps:
          - id: review
            approval: { title: Ask, requires: { from: [%s] } }
        """
            .formatted(name, from));
    return server.run("alice", name, Map.of()) + ".review";
  }

  private JsonNode list(String person, String query) {
    return server.as(person, "GET", "/requests?" + query).send().ok(200).at("/items");
  }

  private List<String> mine(String person) {
    return list(person, "mine=true").findValuesAsString("id");
  }

  @Test
  void rolesAndWhoeverIsOnCallAreAsked() {
    String leads = asking("leads", "role:lead");
    String desk = asking("desk-duty", "rotation:desk");

    assertThat(mine("lena")).containsExactly(leads);
    assertThat(mine("erin")).containsExactly(desk);
    assertThat(mine("otto")).isEmpty();

    clock.advance(Duration.ofDays(7));
    assertThat(mine("lena")).containsExactlyInAnyOrder(leads, desk);
    assertThat(mine("erin")).isEmpty();
  }

  @Test
  void theDelegateOfSomebodyAwayIsAskedWhileThatLasts() {
    String request = asking("sre-only", "group:sre");
    assertThat(mine("otto")).containsExactly(request);
    assertThat(mine("away")).containsExactly(request);

    server.decision("away", request, "reject").send();
    assertThat(mine("otto")).isEmpty();

    String later = asking("sre-later", "group:sre");
    assertThat(mine("otto")).containsExactly(later);
    clock.advance(Duration.ofDays(40));
    assertThat(mine("otto")).isEmpty();
  }

  @Test
  void nobodyIsAskedForSomebodyWhoIsExcluded() {
    String own = server.run("away", "deal", Map.of("customer", "Own", "discount", 1)) + ".review";

    assertThat(mine("otto")).doesNotContain(own);
    assertThat(mine("bob")).contains(own);
  }

  @Test
  void whoeverHasToResubmitFindsItInTheInbox() {
    String request = deal();
    assertThat(mine("alice")).isEmpty();
    assertThat(mine("bob")).containsExactly(request);

    server
        .as("bob", "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(Map.of("choice", "request_changes", "comment", "less"))
        .send()
        .ok(200);

    assertThat(mine("alice")).containsExactly(request);
    assertThat(mine("bob")).isEmpty();
    assertThat(mine("carol")).isEmpty();
    assertThat(list("alice", "mine=true").at("/0/status").asString()).isEqualTo("rework");
    assertThat(list("carol", "state=open").at("/0/status").asString()).isEqualTo("rework");
  }

  @Test
  void whatIsOverdueIsSaidAndCanBeListed() {
    String old = deal();
    assertThat(list("bob", "state=overdue")).isEmpty();
    clock.advance(Duration.ofHours(3));
    String young = deal();
    clock.advance(Duration.ofHours(2));

    JsonNode overdue = list("bob", "state=overdue");

    assertThat(overdue.findValuesAsString("id")).containsExactly(old);
    assertThat(overdue.at("/0/overdue").asBoolean()).isTrue();
    assertThat(overdue.at("/0/due_at").asString()).isEqualTo("2026-11-23T14:00:00Z");
    assertThat(overdue.at("/0/subject").asString()).isEqualTo(server.subjectOf(old));
    assertThat(list("bob", "state=open").findValuesAsString("id")).containsExactly(old, young);
    assertThat(
            server.as("bob", "GET", "/requests/" + old).send().ok(200).at("/overdue").asBoolean())
        .isTrue();
  }

  @Test
  void aLongInboxComesInSlicesWithoutGapsOrRepetitions() {
    List<String> all = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(deal());
      clock.advance(Duration.ofSeconds(1));
    }
    List<String> seen = new java.util.ArrayList<>();
    String cursor = "";
    do {
      JsonNode slice =
          server.as("bob", "GET", "/requests?mine=true&limit=2" + cursor).send().ok(200);
      seen.addAll(slice.at("/items").findValuesAsString("id"));
      cursor =
          slice.at("/next_cursor").isNull() ? "" : "&cursor=" + slice.at("/next_cursor").asString();
    } while (!cursor.isEmpty());

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aGateThatNobodyCanOpenSaysSoOnItsRun() {
    String request = asking("only-alice", "user:alice");

    JsonNode run = server.as("alice", "GET", "/runs/" + Changes.runOf(request)).send().ok(200);

    JsonNode incident = run.at("/incidents/0");
    assertThat(incident.at("/step").asString()).isEqualTo("review");
    assertThat(incident.at("/code").asString()).isEqualTo("request.impossible");
    assertThat(incident.at("/message").asString()).startsWith("Expected ");
    assertThat(incident.at("/next").asString()).isNotBlank();
    assertThat(incident.at("/at").asString()).startsWith("2026-11-23T");
    assertThat(run.at("/key").isNull()).isTrue();
  }
}
