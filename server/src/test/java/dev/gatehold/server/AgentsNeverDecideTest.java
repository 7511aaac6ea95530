package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Agents and services may do everything but what only a person can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentsNeverDecideTest {
  private TestServer server;
  private String agent;
  private String service;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "rotate");
    agent = token("bob", Map.of("name", "helper", "kind", "agent"));
    service = token("root", Map.of("name", "ci", "kind", "service", "acts_for", "bob"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String token(String person, Map<String, String> body) {
    return server.as(person, "POST", "/tokens").json(body).send().ok(201).at("/token").asString();
  }

  private TestServer.Call with(String token, String method, String path) {
    return server.call(method, "/api/v1" + path).token(token);
  }

  @Test
  void anAgentCannotDecideOrWithdraw() {
    String request = server.startRotate("alice") + ".review";
    String subject = server.subjectOf(request);
    server.decision("bob", request, "approve").send().ok(200);

    for (String token : new String[] {agent, service}) {
      for (String verdict : new String[] {"approve", "reject"}) {
        with(token, "POST", "/requests/" + request + "/decisions")
            .header("If-Match", "\"" + subject + "\"")
            .json(Map.of("verdict", verdict, "comment", "because"))
            .send()
            .problem(403, "decider.not_a_person");
      }
      with(token, "DELETE", "/requests/" + request + "/decisions/mine")
          .send()
          .problem(403, "decider.not_a_person");
    }

    JsonNode after = server.as("alice", "GET", "/requests/" + request).send().ok(200);
    assertThat(after.at("/decisions").size()).isEqualTo(1);
    assertThat(after.at("/status").asString()).isEqualTo("open");
  }

  @Test
  void anAgentIsToldThatItMayNotDecide() {
    String request = server.startRotate("alice") + ".review";

    JsonNode body = with(agent, "GET", "/requests/" + request).send().ok(200);

    assertThat(body.at("/you/may_decide").asBoolean()).isFalse();
    assertThat(body.at("/you/why").asString()).contains("person");
  }

  @Test
  void whatAnAgentAsksForCountsAsAskedByItsPerson() {
    String run =
        with(agent, "POST", "/runs")
            .json(Map.of("flow", "rotate", "input", Map.of("service", "billing")))
            .send()
            .ok(201)
            .at("/id")
            .asString();

    JsonNode shown = with(agent, "GET", "/runs/" + run).send().ok(200);
    assertThat(shown.at("/requester/id").asString()).isEqualTo("bob/helper");
    assertThat(shown.at("/requester/kind").asString()).isEqualTo("agent");
    assertThat(shown.at("/requester/acts_for").asString()).isEqualTo("bob");
    server.decision("bob", run + ".review", "approve").send().problem(403, "decider.excluded");
  }

  @Test
  void anAgentCannotGetItselfATokenOfAPerson() {
    for (String kind : new String[] {"person", "agent", "service"}) {
      with(agent, "POST", "/tokens")
          .json(Map.of("name", "more", "kind", kind))
          .send()
          .problem(403, "access.denied");
    }
    with(agent, "GET", "/tokens").send().problem(403, "access.denied");
    with(agent, "DELETE", "/tokens/x").send().problem(403, "access.denied");
  }

  @Test
  void nobodyGetsATokenThatDecidesAsSomebodyElse() {
    for (String maker : new String[] {"alice", "root"}) {
      server
          .as(maker, "POST", "/tokens")
          .json(Map.of("name", "theirs", "kind", "person", "acts_for", "bob"))
          .send()
          .problem(403, "access.denied");
    }
  }

  @Test
  void onlyAdminsMakeAgentsOfOthersAndServices() {
    server
        .as("alice", "POST", "/tokens")
        .json(Map.of("name", "x", "kind", "agent", "acts_for", "bob"))
        .send()
        .problem(403, "access.denied");
    server
        .as("alice", "POST", "/tokens")
        .json(Map.of("name", "x", "kind", "service"))
        .send()
        .problem(403, "access.denied");

    String alone = token("root", Map.of("name", "alone", "kind", "service"));
    JsonNode me = with(alone, "GET", "/me").send().ok(200);
    assertThat(me.at("/id").asString()).isEqualTo("service/alone");
    assertThat(me.at("/acts_for").isNull()).isTrue();
    assertThat(with(alone, "GET", "/requests?mine=true").send().ok(200).at("/items")).isEmpty();
  }

  @Test
  void anAdminsAgentIsNoAdmin() {
    String helper = token("root", Map.of("name", "helper", "kind", "agent"));

    assertThat(with(helper, "GET", "/me").send().ok(200).at("/admin").asBoolean()).isFalse();
    with(helper, "GET", "/people").send().problem(403, "access.denied");
    with(helper, "POST", "/people")
        .json(Map.of("id", "x", "name", "X"))
        .send()
        .problem(403, "access.denied");
    with(helper, "POST", "/people/bob/disable").send().problem(403, "access.denied");
  }
}
