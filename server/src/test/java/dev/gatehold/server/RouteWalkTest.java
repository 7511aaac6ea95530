package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks every route that the server really has: without a credential none but these let in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteWalkTest {
  private static final Set<String> PUBLIC =
      Set.of(
          "GET /health",
          "GET /schema/flow.v1.json",
          "GET /api/v1/openapi.json",
          "POST /api/v1/login",
          "POST /api/v1/callbacks/{run}/{step}/{attempt}/{told}/{signature}",
          "POST /api/v1/hooks/{flow}/{trigger}",
          "GET /login",
          "GET /setup/{token}",
          "POST /setup/{token}");

  /** A token with the right form and checksum that no store knows. */
  private static final String UNKNOWN_TOKEN = "gthp_" + "0".repeat(36) + "28HFUX";

  private TestServer server;

  /** Things that are there, so that whoever gets in gets content. */
  private String run = "";

  private String resource = "";
  private final List<String> routes = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "rotate");
    run = server.startRotate("alice");
    resource =
        server
            .as("alice", "POST", "/resources?name=x")
            .body("text/plain", "Alice's items")
            .send()
            .ok(201)
            .at("/resource")
            .asString();
    server
        .server()
        .web()
        .getBeansOfType(RequestMappingHandlerMapping.class)
        .values()
        .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(this::collect));
  }

  private void collect(RequestMappingInfo route) {
    Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
    for (String path : route.getPatternValues()) {
      for (RequestMethod method :
          methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
        routes.add(method + " " + path);
      }
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private List<String> closedRoutes() {
    return routes.stream().filter(route -> !PUBLIC.contains(route)).toList();
  }

  @Test
  void theWalkSeesTheRoutes() {
    assertThat(routes)
        .contains(
            "POST /api/v1/runs",
            "POST /api/v1/requests/{id}/decisions",
            "GET /api/v1/resources/{digest}",
            "GET /resources/{digest}",
            "GET /api/v1/openapi.json",
            "GET /health")
        .hasSizeGreaterThan(25);
  }

  @Test
  void noRouteLetsInWithoutACredential() {
    for (String route : closedRoutes()) {
      assertDenied(route, send(route, filled(route), null));
    }
  }

  @Test
  void noRouteLetsInWithATokenThatDoesNotHold() {
    for (String token : List.of("nonsense", "", "gthp_" + "0".repeat(42), UNKNOWN_TOKEN)) {
      for (String route : closedRoutes()) {
        assertDenied(route, send(route, filled(route), "Bearer " + token));
      }
    }
  }

  @Test
  void noRouteLetsInWithAnotherScheme() {
    String token = server.tokenOf("bob");
    for (String header : List.of("Basic " + token, "Token " + token, token)) {
      for (String route : closedRoutes()) {
        assertDenied(route, send(route, filled(route), header));
      }
    }
  }

  @Test
  void noDisguiseOfAPathLetsIn() {
    for (String route : closedRoutes()) {
      for (String disguised : disguises(filled(route))) {
        Answer answer = send(route, disguised, null);
        // 400: the web server takes no encoded slashes and the like.
        assertThat(answer.status()).as(route + " as " + disguised).isIn(400, 401, 403, 404);
        assertNoContent(route + " as " + disguised, answer);
      }
    }
  }

  @Test
  void pagesTakeNoTokens() {
    String token = "Bearer " + server.tokenOf("bob");
    for (String route : closedRoutes()) {
      if (!route.contains(" /api/")) {
        assertDenied(route, send(route, filled(route), token));
      }
    }
  }

  @Test
  void everyRouteThatIsCalledPublicIsThereOrIsAPages() {
    Set<String> missing = new TreeSet<>(PUBLIC);
    missing.removeAll(routes);

    assertThat(missing).isSubsetOf("GET /login", "GET /setup/{token}", "POST /setup/{token}");
  }

  private static List<String> disguises(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.length() - last.length());
    return List.of(
        path + "/",
        path + ".json",
        path + ";x=1",
        "/;x" + path,
        "/" + path,
        path + "//",
        path + "/../" + last,
        "/./" + path,
        "/health/.." + path,
        "/health;" + path,
        "/assets/.." + path,
        "/assets/%2e%2e" + path,
        parent + "%2f" + last,
        path + "%2f",
        path + "%00",
        path + "%3bx",
        path.toUpperCase(Locale.ROOT),
        path + "?file=/health",
        path + "/login",
        path + "/openapi.json");
  }

  private String filled(String route) {
    String path = route.substring(route.indexOf(' ') + 1);
    return path.replace("{digest}", resource)
        .replace("{number}", "1")
        .replace("{name}", "rotate")
        .replace("/people/{id}", "/people/bob")
        .replace("/requests/{id}", "/requests/" + run + ".review")
        .replace("/runs/{id}", "/runs/" + run)
        .replaceAll("\\{\\*?[a-z]+}", "x");
  }

  private Answer send(String route, String path, @org.jspecify.annotations.Nullable String header) {
    TestServer.Call call = server.call(route.substring(0, route.indexOf(' ')), path);
    if (header != null) {
      call.header("Authorization", header);
    }
    return call.send();
  }

  private static void assertDenied(String what, Answer answer) {
    assertThat(answer.status()).as(what).isIn(401, 403);
    assertNoContent(what, answer);
  }

  private static void assertNoContent(String what, Answer answer) {
    assertThat(new String(answer.http().body(), StandardCharsets.UTF_8))
        .as(what)
        .doesNotContain("Alice")
        .doesNotContain("rotate\"")
        .doesNotContain("items");
    if (answer.header("Content-Type").startsWith("application/")) {
      assertThat(answer.header("Content-Type")).as(what).isEqualTo("application/problem+json");
    }
  }

  @Test
  void everyAnswerTellsBrowsersWhatNotToDo() {
    for (String path : List.of("/health", "/api/v1/runs", "/nowhere", "/login")) {
      Answer answer = server.call("GET", path).send();

      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void healthAndSchemaTellNothingSecret() {
    assertThat(TestServer.text(server.call("GET", "/health").send().ok(200)))
        .isEqualTo("{\"status\":\"up\"}");
    assertThat(server.call("GET", "/schema/flow.v1.json").send().ok(200).at("/$schema").asString())
        .contains("json-schema.org");
  }

  @Test
  void theApiIsDescribed() {
    var openApi = server.call("GET", "/api/v1/openapi.json").send().ok(200);

    assertThat(openApi.at("/openapi").asString()).startsWith("3.1");
    for (String route : routes) {
      if (route.contains(" /api/") && !route.contains("openapi")) {
        String[] parts = route.split(" ", 2);
        String pointer =
            "/paths/"
                + parts[1].replace("{*", "{").replace("/", "~1")
                + "/"
                + parts[0].toLowerCase(Locale.ROOT);
        assertThat(openApi.at(pointer).at("/summary").asString()).as(route).isNotBlank();
      }
    }
    assertThat(openApi.at("/components/schemas/RunDetail/properties").has("waiting_for")).isTrue();
    Map<String, String> secured = Map.of("/api/v1/runs", "get");
    secured.forEach((path, method) ->
        assertThat(
                openApi.at("/paths/" + path.replace("/", "~1") + "/" + method + "/responses/401"))
            .as("401 of " + path)
            .isNotEmpty());
  }
}
