package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final Map<String, String> FIELDS =
      Map.of(
          "say.form.window",
          "2026-11-24T22:00",
          "say.form.severity",
          "1",
          "comment",
          "read line by line");
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(TestServer.settings(folder).withExec(true));
    server.publish("alice", "change");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private HttpResponse<String> decide(
      WebSession session, String request, Map<String, String> more) {
    Map<String, String> fields = new java.util.TreeMap<>(FIELDS);
    fields.put("subject", server.subjectOf(request));
    fields.putAll(more);
    return session.post("/requests/" + request, "/requests/" + request + "/decision", fields);
  }

  private String state(String request) {
    return server.as("alice", "GET", "/requests/" + request).send().text("/status");
  }

  @Test
  void anApprovalIsRecordedWithItsFormAndAnswersWithARedirect() {
    String request = Changes.open(server, "approve me", "fine");

    HttpResponse<String> answer =
        decide(WebSession.of(server, "bob"), request, Map.of("choice", "approve"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/requests/" + request);
    var decision =
        server.as("alice", "GET", "/requests/" + request).send().ok(200).at("/decisions/0");
    assertThat(decision.at("/person").asString()).isEqualTo("bob");
    assertThat(decision.at("/form/window").asString()).isEqualTo("2026-11-24T22:00:00Z");
    assertThat(decision.at("/form/severity").asString()).isEqualTo("high");
    assertThat(decision.at("/form/restore_tested").asBoolean(true)).isFalse();
    assertThat(decision.at("/comment").asString()).isEqualTo("read line by line");
    assertThat(Changes.whenOver(server, request).at("/status").asString()).isEqualTo("completed");
  }

  @Test
  void aFormWithoutItsTokenChangesNothing() {
    String request = Changes.open(server, "forged", "fine");
    WebSession bob = WebSession.of(server, "bob");

    HttpResponse<String> answer =
        bob.postWithoutToken(
            "/requests/" + request + "/decision",
            Map.of("choice", "reject", "comment", "x", "subject", server.subjectOf(request)));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("nothing was changed");
    assertThat(state(request)).isEqualTo("open");
  }

  @Test
  void everyRefusalComesBackWithItsReasonAndWhatWasTyped() {
    String request = Changes.open(server, "refused", "fine");
    WebSession bob = WebSession.of(server, "bob");

    assertRefused(
        decide(bob, request, Map.of("choice", "reject", "comment", "")),
        422,
        "Expected a comment with 'reject'");
    assertRefused(
        decide(bob, request, Map.of("choice", "approve", "say.form.window", "tomorrow")),
        422,
        "Expected form values that fit");
    assertRefused(
        decide(bob, request, Map.of("choice", "approve", "subject", "sha256:" + "0".repeat(64))),
        412,
        "Expected a decision on the subject as it is now");
    assertRefused(
        decide(bob, request, Map.of("choice", "approve", "subject", "")),
        428,
        "Expected the form to name what was shown");
    assertRefused(decide(bob, request, Map.of("choice", "")), 400, "Expected a decision, but none");
    assertThat(state(request)).isEqualTo("open");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains(reason, "role=\"alert\"", "value=\"1\" selected")
        .containsAnyOf("read line by line", "needed to reject");
  }

  @Test
  void whoeverMayNotDecideIsToldWhyAndKeepsWhatTheyTyped() {
    String request = Changes.open(server, "not yours", "fine");
    WebSession erin = WebSession.of(server, "erin");

    assertThat(erin.get("/requests/" + request).body())
        .contains("Expected somebody of group:sre, but 'erin' is not.")
        .doesNotContain("value=\"approve\"", "value=\"reject\"");
    HttpResponse<String> answer = decide(erin, request, Map.of("choice", "approve"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("What you had typed", "read line by line");
  }

  @Test
  void aDecisionThatComesTooLateIsToldWhatStands() {
    String request = Changes.open(server, "too late", "fine");
    WebSession bob = WebSession.of(server, "bob");
    server
        .as("carol", "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(Map.of("choice", "reject", "comment", "not now"))
        .send()
        .ok(200);

    HttpResponse<String> answer =
        bob.post("/", "/requests/" + request + "/decision", lateFields(request));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("but it is rejected by carol", "read line by line")
        .doesNotContain("value=\"approve\"");
  }

  private Map<String, String> lateFields(String request) {
    Map<String, String> fields = new java.util.TreeMap<>(FIELDS);
    fields.put("subject", server.subjectOf(request));
    fields.put("choice", "approve");
    return fields;
  }

  @Test
  void followingEveryLinkChangesNothing() {
    String request = Changes.open(server, "scanned", "see https://example.org");
    WebSession bob = WebSession.of(server, "bob");
    long before =
        server
            .as("alice", "GET", "/runs/" + Changes.runOf(request))
            .send()
            .json()
            .at("/seq")
            .asLong();

    Set<String> seen = crawl(bob, "/", "/requests/" + request);

    assertThat(seen)
        .contains(
            "/requests/" + request, "/requests/" + request + "/evidence/1", "/runs", "/flows");
    assertThat(
            server
                .as("alice", "GET", "/runs/" + Changes.runOf(request))
                .send()
                .json()
                .at("/seq")
                .asLong())
        .isEqualTo(before);
    assertThat(bob.get("/").statusCode()).as("still signed in").isEqualTo(200);
  }

  /** GETs and HEADs everything that a page links to or names as an action, as mail scanners do. */
  private static Set<String> crawl(WebSession session, String... starts) {
    Pattern address = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)");
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(starts));
    while (!next.isEmpty() && seen.size() < 300) {
      String path = next.remove();
      if (seen.add(path)) {
        session.send("HEAD", path);
        Matcher found = address.matcher(session.get(path).body());
        while (found.find()) {
          next.add(found.group(1).replace("&amp;", "&"));
        }
      }
    }
    return seen;
  }

  @Test
  void pagesTellBrowsersWhatNotToDo() {
    HttpResponse<String> page = WebSession.of(server, "bob").get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains(
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.body()).doesNotContain("<script", " style=", " onclick=");
  }

  @Test
  void styleSheetsAreKeptByBrowsers() {
    WebSession anybody = new WebSession(server.baseUri());
    Matcher sheet =
        Pattern.compile("href=\"(/assets/gatehold.css[^\"]*)\"")
            .matcher(anybody.get("/login").body());

    assertThat(sheet.find()).isTrue();
    assertThat(anybody.get(sheet.group(1)).headers().firstValue("Cache-Control").orElse(""))
        .contains("immutable");
  }

  @Test
  void evidenceIsGivenOutAsTextThatCannotAct() {
    String request = Changes.open(server, "evidence", "<script>alert(1)</script>");
    WebSession bob = WebSession.of(server, "bob");

    HttpResponse<String> text = bob.get("/requests/" + request + "/evidence/2");

    assertThat(text.body()).isEqualTo("<script>alert(1)</script>");
    assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(text.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox")
        .doesNotContain("script-src");
    HttpResponse<String> log = bob.get("/requests/" + request + "/evidence/3");
    assertThat(log.body()).contains("attempts: 5");
    assertThat(log.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(log.headers().firstValue("Content-Disposition").orElse(""))
        .contains("propose-1.log");
    assertThat(bob.get("/requests/" + request + "/evidence/4").statusCode()).isEqualTo(404);
    assertThat(bob.get("/requests/" + request + "/subject").body()).contains("\"covered\"");
  }

  @Test
  void whatIsNotThereHasAPageThatSaysSo() {
    WebSession bob = WebSession.of(server, "bob");

    for (String path : List.of("/requests/run_x.review", "/runs/run_x", "/nowhere")) {
      HttpResponse<String> answer = bob.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).contains("There is no such page", "Go to the inbox");
    }
  }

  @Test
  void signingInDoesNotTellWhoExists() {
    WebSession known = new WebSession(server.baseUri());
    WebSession unknown = new WebSession(server.baseUri());

    assertThat(location(known.signIn("bob", "wrong")))
        .isEqualTo(location(unknown.signIn("nobody", "wrong")));
    assertThat(known.get("/login?error").body()).contains("they do not fit");
    assertThat(known.get("/").statusCode()).as("sent to the form").isEqualTo(302);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("none");
  }

  @Test
  void aSetupLinkMakesOneAdminAndIsNotUsedUpByLooking() {
    String link = server.server().newSetupLink().getPath();
    WebSession ada = new WebSession(server.baseUri());
    ada.get(link);
    ada.send("HEAD", link);

    HttpResponse<String> weak =
        ada.post(link, link, Map.of("id", "ada", "name", "Ada Admin", "password", "short"));
    assertThat(weak.statusCode()).isEqualTo(422);
    assertThat(weak.body()).contains("value=\"ada\"", "value=\"Ada Admin\"", "role=\"alert\"");

    HttpResponse<String> done =
        ada.post(
            link,
            link,
            Map.of("id", "ada", "name", "Ada Admin", "password", "a long enough password"));
    assertThat(done.statusCode()).isEqualTo(302);
    assertThat(ada.get("/").body()).contains("Ada Admin", "Sign out");
    assertThat(new WebSession(server.baseUri()).get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void signingOutEndsTheSession() {
    WebSession bob = WebSession.of(server, "bob");

    bob.post("/", "/logout", Map.of());

    assertThat(bob.get("/").statusCode()).isEqualTo(302);
  }
}
