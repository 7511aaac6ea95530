package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whoever must not count gets in by no door: every route that could change a request, tried by
 * everybody who has some tie to it and no right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoDoorLetsInWhoMustNotCountTest {
  private static final String PEOPLE =
      """
      people:
        - { id: root, name: Root, admin: true }
        - { id: bob, groups: [sre] }
        - { id: carol, groups: [sre, security] }
        - { id: ann, groups: [sre] }
        - { id: abe, groups: [sre], absences: [{ from: 2020-01-01, until: 2100-01-01, delegate: del }] }
        - { id: del }
        - { id: bea, groups: [sre], absences: [{ from: 2020-01-01, until: 2100-01-01, delegate: cat }] }
        - { id: cat, groups: [sre] }
        - { id: dan, groups: [sre], accounts: [dan.old] }
        - { id: eve, groups: [sre] }
        - { id: fay, groups: [sre] }
        - { id: gus, groups: [sre] }
        - { id: hal, groups: [sre] }
      """;
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  /** Routes that change something and are no way to any request, with the reason. */
  private static final Map<String, String> NO_DOORS =
      Map.of(
          "POST /login", "opens a session, which then stands before the doors below",
          "POST /setup/{token}", "makes the first admin");

  private TestServer server;

  /** Somebody with a tie to a request: what they sign in with, and the request. */
  private record Suspect(String request, String token, @Nullable Session session) {}

  /** A signed-in browser and the token that its forms carry. */
  private record Session(WebSession web, String csrf) {
    static Session of(WebSession web) {
      Matcher token = CSRF.matcher(web.get("/").body());
      assertThat(token.find()).isTrue();
      return new Session(web, token.group(1));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
      Map<String, String> all = new TreeMap<>(fields);
      all.put("_csrf", csrf);
      return web.postWithoutToken(path, all);
    }
  }

  /** A try at a request by one route; says what was answered. */
  private interface Door {
    String knock(Suspect suspect, String subject);
  }

  private final Map<String, Suspect> suspects = new LinkedHashMap<>();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path people = folder.resolve("people.yaml");
    Files.writeString(people, PEOPLE);
    server = TestServer.inMemory(folder);
    server
        .as("root", "POST", "/people")
        .json(Map.of("id", "dan.old", "password", PASSWORD))
        .send()
        .ok(201);
    server.publish("bob", "deal");

    suspects.put("the requester", person("ann", "ann"));
    suspects.put("the delegate of the requester, who is away", person("del", "abe"));
    suspects.put("the requester as the delegate of somebody asked", person("cat", "cat"));
    suspects.put("another account of the requester", alias());
    suspects.put("the requester's own agent", agent());
    suspects.put("somebody whom the flow excludes", person("fay", "ann", Map.of("author", "fay")));
    suspects.put("somebody who left the group since", person("gus", "ann"));
    suspects.put("somebody who was disabled since", person("hal", "ann"));
    Files.writeString(
        people,
        PEOPLE
            .replace("id: gus, groups: [sre]", "id: gus")
            .replace("id: hal,", "id: hal, disabled: true,"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String ask(String requester, Map<String, String> more) {
    Map<String, Object> input = new LinkedHashMap<>(more);
    input.put("customer", "Nord");
    input.put("discount", 20);
    return server.run(requester, "deal", input) + ".review";
  }

  private Suspect person(String id, String requester) {
    return person(id, requester, Map.of());
  }

  private Suspect person(String id, String requester, Map<String, String> input) {
    return new Suspect(
        ask(requester, input), server.tokenOf(id), Session.of(WebSession.of(server, id)));
  }

  private Suspect alias() {
    String token =
        server
            .call("POST", "/api/v1/login")
            .json(Map.of("user", "dan.old", "password", PASSWORD))
            .send()
            .ok(200)
            .at("/token")
            .asString();
    WebSession web = new WebSession(server.baseUri());
    web.signIn("dan.old", PASSWORD);
    return new Suspect(ask("dan", Map.of()), token, Session.of(web));
  }

  private Suspect agent() {
    String token =
        server
            .as("eve", "POST", "/tokens")
            .json(Map.of("name", "helper", "kind", "agent"))
            .send()
            .ok(201)
            .at("/token")
            .asString();
    return new Suspect(ask("eve", Map.of()), token, null);
  }

  /** Every door, by its route. */
  private Map<String, Door> doors() {
    Map<String, Door> doors = new TreeMap<>();
    String requests = "/api/v1/requests/";
    doors.put(
        "POST /api/v1/requests/{id}/decisions",
        (who, subject) ->
            everyWord(word ->
                answer(
                    api("POST", requests + who.request() + "/decisions", who)
                        .header("If-Match", "\"" + subject + "\"")
                        .json(Map.of("choice", word, "comment", "x", "form", form(word))))));
    doors.put(
        "DELETE /api/v1/requests/{id}/decisions/mine",
        (who, _) -> answer(api("DELETE", requests + who.request() + "/decisions/mine", who)));
    doors.put(
        "POST /api/v1/requests/{id}/resubmit",
        (who, _) ->
            answer(
                api("POST", requests + who.request() + "/resubmit", who)
                    .json(Map.of("input", Map.of("customer", "Sued", "discount", 1)))));
    doors.put(
        "POST /api/v1/requests/{id}/handovers",
        (who, _) ->
            answer(
                    api("POST", requests + who.request() + "/handovers", who)
                        .json(Map.of("to", "carol", "reason", "x")))
                + answer(
                    api("POST", requests + who.request() + "/handovers", who)
                        .json(Map.of("from", "bob", "to", "del", "reason", "x"))));
    doors.put(
        "POST /api/v1/decisions",
        (who, subject) ->
            everyWord(word ->
                answer(
                    api("POST", "/api/v1/decisions", who)
                        .json(
                            Map.of(
                                "decisions",
                                List.of(
                                    Map.of(
                                        "request",
                                        who.request(),
                                        "subject",
                                        subject,
                                        "choice",
                                        word,
                                        "comment",
                                        "x",
                                        "form",
                                        form(word))))))));
    doors.put(
        "POST /requests/{id}/decision",
        (who, subject) ->
            everyWord(word ->
                form(
                    who,
                    "/requests/" + who.request() + "/decision",
                    Map.of(
                        "choice", word,
                        "comment", "x",
                        "subject", subject,
                        "paper", "say1",
                        "say1.form.until", "2100-01-01"))));
    doors.put(
        "POST /requests/{id}/withdrawal",
        (who, _) -> form(who, "/requests/" + who.request() + "/withdrawal", Map.of()));
    doors.put(
        "POST /requests/{id}/resubmission",
        (who, _) ->
            form(
                who,
                "/requests/" + who.request() + "/resubmission",
                Map.of("input.discount", "1")));
    doors.put(
        "POST /requests/{id}/handover",
        (who, _) ->
            form(
                    who,
                    "/requests/" + who.request() + "/handover",
                    Map.of("to", "carol", "reason", "x"))
                + form(
                    who,
                    "/requests/" + who.request() + "/handover",
                    Map.of("from", "bob", "to", "del", "reason", "x")));
    for (String path : List.of("/decisions", "/decisions/check")) {
      doors.put(
          "POST " + path,
          (who, subject) ->
              form(who, path, picked(who, subject, "approve"))
                  + form(who, path, picked(who, subject, "reject")));
    }
    return doors;
  }

  private static Map<String, String> picked(Suspect who, String subject, String choice) {
    return Map.of("pick", who.request() + "|" + subject, "choice", choice, "comment", "x");
  }

  private static Map<String, String> form(String word) {
    return word.equals("trial") ? Map.of("until", "2100-01-01") : Map.of();
  }

  private interface Saying {
    String of(String word);
  }

  private static String everyWord(Saying saying) {
    StringBuilder answers = new StringBuilder();
    for (String word : List.of("approve", "trial", "reject", "request_changes", "escalate")) {
      answers.append(saying.of(word));
    }
    return answers.toString();
  }

  private TestServer.Call api(String method, String path, Suspect who) {
    return server.call(method, path).token(who.token());
  }

  private static String answer(TestServer.Call call) {
    Answer answer = call.send();
    return answer.status() >= 400 || answer.json().at("/refused").asInt(0) == 1 ? "" : "let in; ";
  }

  private static String form(Suspect who, String path, Map<String, String> fields) {
    Session session = who.session();
    if (session == null) {
      return "";
    }
    HttpResponse<String> answer = session.post(path, fields);
    boolean signedOut =
        answer.statusCode() == 302
            && answer.headers().firstValue("Location").orElse("").contains("/login");
    return signedOut || answer.statusCode() >= 400 || answer.body().contains("refused</span>")
        ? ""
        : "let in; ";
  }

  private Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    server
        .server()
        .web()
        .getBeansOfType(RequestMappingHandlerMapping.class)
        .values()
        .forEach(mapping ->
            mapping.getHandlerMethods().keySet().forEach(route -> collect(route, routes)));
    return routes;
  }

  private static void collect(RequestMappingInfo route, Set<String> routes) {
    for (RequestMethod method : route.getMethodsCondition().getMethods()) {
      for (String path : route.getPatternValues()) {
        boolean ours =
            !path.startsWith("/api/")
                || path.startsWith("/api/v1/requests")
                || path.startsWith("/api/v1/decisions");
        if (method != RequestMethod.GET && ours) {
          routes.add(method + " " + path);
        }
      }
    }
  }

  @Test
  void everyRouteThatCouldChangeARequestIsTriedHere() {
    Set<String> tried = new TreeSet<>(doors().keySet());
    tried.addAll(NO_DOORS.keySet());

    assertThat(routes()).isNotEmpty().isSubsetOf(tried);
    Set<String> stale = new TreeSet<>(doors().keySet());
    stale.removeAll(routes());
    assertThat(stale).as("doors without a route").isEmpty();
  }

  @Test
  void nobodyOfThemGetsInByAnyDoor() {
    suspects.forEach((relation, suspect) -> {
      String subject = server.subjectOf(suspect.request());
      String before = server.journalOf(suspect.request());
      doors()
          .forEach((route, door) -> {
            String letIn = door.knock(suspect, subject);
            assertThat(letIn).as("%s by %s", relation, route).isEmpty();
            assertThat(server.journalOf(suspect.request()))
                .as("%s by %s", relation, route)
                .isEqualTo(before);
          });
    });
  }

  @Test
  void whoeverCountsGetsInByTheSameDoors() {
    for (String route :
        List.of(
            "POST /api/v1/requests/{id}/decisions",
            "POST /api/v1/requests/{id}/handovers",
            "POST /api/v1/decisions",
            "POST /requests/{id}/decision",
            "POST /requests/{id}/handover",
            "POST /decisions")) {
      Suspect bob = person("bob", "ann");
      String before = server.journalOf(bob.request());

      String letIn =
          Objects.requireNonNull(doors().get(route)).knock(bob, server.subjectOf(bob.request()));

      assertThat(letIn).as(route).isNotEmpty();
      assertThat(server.journalOf(bob.request())).as(route).isNotEqualTo(before);
    }
  }
}
