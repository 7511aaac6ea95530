package dev.gatehold.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.demo.Workbench;
import dev.gatehold.cli.server.LocalServer;
import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work here and on another machine that says its secret in many shapes, and a search for them in
 * whatever the command line prints, and in what the server keeps.
 */
class SecretCanaryTest {
  private static final String TOKEN = "Canary 7f3K&9\"é'<x>+/=\\end-of-it";

  private static final String SAYING =
      """
      printf '%s' "$TOKEN" | sha256sum
      printf 'plain %s\\n' "$TOKEN"
      printf '%s\\n' "$TOKEN" >&2
      printf '%s' "$TOKEN" | base64 -w0; echo
      printf '%s' "$TOKEN" | od -An -tx1 -v | tr -d ' \\n'; echo
      printf '%s\\n' "$TOKEN" | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g'
      cat
      printf '{"said": ["%s"]}' "$(printf '%s' "$TOKEN" | base64 -w0)" > "$GATEHOLD_OUTPUT"
      """;

  private static final String FLOW =
      """
      flow: canary
      title: Say a secret here and there
      secrets: { token: { after: review } }
      steps:
        - id: review
          approval:
            title: Say it?
            requires: group:engineers
            covers: [near, far]
            evidence: [ { text: "Nothing but (secret token)" } ]
        - id: near
          exec:
            command: [bash, -euc, *saying]
            env: { TOKEN: "${{ secrets.token }}" }
            stdin: "before ${{ secrets.token }} after"
        - id: far
          ssh:
            connection: workbench
            command: [sh, -euc, *saying]
            env: { TOKEN: "${{ secrets.token }}" }
            stdin: "before ${{ secrets.token }} after"
        - id: detached
          ssh:
            connection: workbench
            command: [sh, -euc, *saying]
            env: { TOKEN: "${{ secrets.token }}" }
            detach: true
        - id: last
          ssh:
            connection: workbench
            command: [sh, -euc, 'printf "last words %s" "$TOKEN" >&2; exit 3']
            env: { TOKEN: "${{ secrets.token }}" }
          on_error: continue
        - id: remember
          memory: { put: said, value: "${{ steps.far.output.said }}" }
      """;

  @Test
  void no_command_prints_a_secret_that_work_has_said(@TempDir Path folder) throws IOException {
    Path script = Path.of("../examples/workbench/start").toAbsolutePath().normalize();
    try (Workbench machine = workbench(script, folder);
        LocalServer server =
            LocalServer.start(
                folder, settings -> settings.withConnections(machine.connections()))) {
      Shell root = server.shellOf("root");
      assertThat(root.typing(TOKEN).run("secret", "set", "token").exit()).isZero();
      Path flow = Files.writeString(folder.resolve("canary.yaml"), flow());
      Shell alice = server.shellOf("alice");
      List<Result> said = new ArrayList<>();
      said.add(alice.run("flow", "push", flow.toString()));
      said.add(alice.run("flow", "release", "canary", "--promote"));
      Result started = alice.run("run", "start", "canary", "--json");
      said.add(started);
      String run = started.data().path("id").asString();
      String request = run + ".review";
      said.addAll(everything(alice, run, request));
      Shell bob = server.shellOf("bob");
      said.add(bob.run("approve", request, "--yes"));
      Result watched = alice.run("run", "watch", run, "--timeout", "2m");
      said.add(watched);
      assertThat(watched.text()).contains("completed");

      Result shown = alice.run("run", "show", run, "--json");
      assertThat(shown.out().split(Digest.of(TOKEN).hex(), -1))
          .as("three steps had it: %s", shown.out())
          .hasSizeGreaterThan(3);
      assertThat(shown.out()).contains("last words ***");
      said.addAll(everything(alice, run, request));
      said.addAll(everything(root, run, request));

      assertThat(said).hasSizeGreaterThan(70);
      said.forEach(result -> {
        assertThat(result.exit()).as(result.text()).isZero();
        assertClean("what a command printed: " + result.out(), result.text());
      });
      assertThat(searchFiles(folder.resolve("data"))).isGreaterThan(6);
    }
  }

  /** YAML's own aliases would be resolved before the flow is kept; the text stands three times. */
  private static String flow() {
    return FLOW.replace("*saying", JsonMapper.shared().writeValueAsString(SAYING));
  }

  private static Workbench workbench(Path script, Path folder) throws IOException {
    Workbench machine =
        Workbench.start(script, folder.resolve("workbench"), Environment.ofProcess());
    if (machine == null) {
      throw new AssertionError(
          "Expected an SSH server and curl, but one is missing. Install openssh-server and curl.");
    }
    return machine;
  }

  /** Whatever shows something of a run, of its flow or of the server, for people and programs. */
  private static List<Result> everything(Shell shell, String run, String request) {
    List<List<String>> commands =
        List.of(
            List.of("run", "show", run),
            List.of("run", "list"),
            List.of("run", "list", "--flow", "canary"),
            List.of("request", "show", request),
            List.of("request", "show", request, "--full"),
            List.of("request", "explain", request),
            List.of("inbox", "--all"),
            List.of("inbox", "--state", "all"),
            List.of("flow", "list"),
            List.of("flow", "show", "canary"),
            List.of("memory", "list", "canary"),
            List.of("event", "list"),
            List.of("trigger", "list"),
            List.of("task", "list"),
            List.of("whoami"));
    List<Result> results = new ArrayList<>();
    for (List<String> command : commands) {
      results.add(shell.run(command.toArray(String[]::new)));
      results.add(
          shell.run(Stream.concat(command.stream(), Stream.of("--json")).toArray(String[]::new)));
    }
    if (results.get(1).data().path("status").asString().equals("completed")) {
      results.add(shell.run("run", "watch", run));
      results.add(shell.run("run", "watch", run, "--json"));
      results.add(shell.run("memory", "get", "canary", "said"));
      results.add(shell.run("memory", "get", "canary", "said", "--json"));
      results.add(shell.run("memory", "history", "canary", "said", "--json"));
    }
    return results;
  }

  /** What must be found nowhere, by what it is. */
  private static Map<String, String> shapes() {
    byte[] bytes = TOKEN.getBytes(StandardCharsets.UTF_8);
    String coded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    String form = URLEncoder.encode(TOKEN, StandardCharsets.UTF_8);
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("as it is", TOKEN);
    shapes.put("in base64", coded);
    shapes.put("in url-safe base64", coded.replace('+', '-').replace('/', '_'));
    shapes.put("in hexadecimal", HexFormat.of().formatHex(bytes));
    shapes.put("in a form", form);
    shapes.put("in a URL", form.replace("+", "%20"));
    shapes.put("in JSON", TOKEN.replace("\\", "\\\\").replace("\"", "\\\""));
    return shapes;
  }

  private static void assertClean(String where, String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    shapes()
        .forEach((what, shape) ->
            assertThat(folded.contains(shape.toLowerCase(Locale.ROOT)))
                .as("%s: the secret %s", where, what)
                .isFalse());
  }

  /** Everything but the working folders: what commands write there themselves is theirs. */
  private static int searchFiles(Path data) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(data)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(data.resolve("work")))
              .toList();
    }
    for (Path file : files) {
      assertClean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
    return files.size();
  }
}
