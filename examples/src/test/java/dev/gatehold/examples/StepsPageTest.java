package dev.gatehold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.ssh.SshConnection;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.value.Json;
import dev.gatehold.examples.StepsPage.Shown;
import dev.gatehold.language.schema.FileSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of the steps says what is so: each of its flows is run, and ends as it says. */
@Timeout(60)
class StepsPageTest {
  private static final Pattern ANSWER =
      Pattern.compile("connection `(?<name>.+?)` answers `(?<request>.+?)` with `(?<json>.+)`");
  private static final Pattern SECRET = Pattern.compile("secret `(?<name>.+?)` is `(?<value>.+)`");
  private static final Set<String> KINDS_OF_ROWS =
      Set.of("given", "input", "meanwhile", "ends", "output", "reason", "undone");

  @TempDir static Path machine;
  private static Workbench workbench;

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void startWorkbench() throws IOException {
    workbench = new Workbench(machine.resolve("workbench"));
  }

  @AfterAll
  static void stopWorkbench() {
    workbench.close();
  }

  static List<Shown> flows() throws IOException {
    return StepsPage.flows();
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyFlowEndsAsThePageSays(Shown shown) throws Exception {
    try (Stage stage =
        new Stage(
            shown.name(),
            folder.resolve("work"),
            places(shown),
            Backing.in(folder.resolve("data")))) {
      for (Shown each : StepsPage.flows()) {
        if (shown.source().contains("flow: " + each.name())) {
          stage.put(each.source());
        }
      }
      String run = stage.start("alice", Telling.object(quoted(shown.one("input"))));
      for (String meanwhile : shown.all("meanwhile")) {
        new Telling(stage, run).happens(meanwhile);
      }
      compare(stage.awaitEnd(run), shown);
    } finally {
      for (AutoCloseable each : opened) {
        each.close();
      }
    }
  }

  private Places places(Shown shown) throws IOException {
    Map<String, HttpConnection> http = new HashMap<>();
    Map<String, SshConnection> ssh = new HashMap<>();
    Map<String, String> secrets = new HashMap<>();
    for (String given : shown.all("given")) {
      Matcher answer = ANSWER.matcher(given);
      Matcher secret = SECRET.matcher(given);
      if (secret.matches()) {
        secrets.put(secret.group("name"), secret.group("value"));
      } else if (answer.matches()) {
        Bank bank = new Bank(answer.group("request"), answer.group("json"));
        opened.add(bank);
        http.put(answer.group("name"), bank.connection(answer.group("name")));
      } else {
        assertThat(given).isEqualTo("a machine `" + Workbench.NAME + "`");
        ssh.put(Workbench.NAME, workbench.connection());
      }
    }
    return new Places(http, ssh, secrets);
  }

  private static void compare(Ended end, Shown shown) {
    assertThat(end.ending().name().toLowerCase(Locale.ROOT))
        .as(end.reason())
        .isEqualTo(quoted(shown.one("ends")));
    if (end.output() == null) {
      assertThat(shown.all("output")).isEmpty();
      assertThat(end.reason()).isEqualTo(quoted(shown.one("reason")));
    } else {
      assertThat(Json.canonical(end.output()))
          .isEqualTo(Json.canonical(Telling.object(quoted(shown.one("output")))));
    }
    assertThat(undone(end)).isEqualTo(shown.all("undone").stream().collect(Collectors.joining()));
  }

  /** What was undone, in its order, as the page writes it. */
  private static String undone(Ended end) {
    return end.last().steps().entrySet().stream()
        .filter(each -> each.getValue() instanceof Completed)
        .map(Map.Entry::getKey)
        .filter(step -> step.endsWith(".rollback"))
        .map(step -> "`" + step.replace(".rollback", "") + "`")
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    assertThat(text).startsWith("`").endsWith("`");
    return text.substring(1, text.length() - 1);
  }

  @Test
  void itsTablesSayNothingThatIsNotCompared() throws IOException {
    assertThat(flows())
        .hasSizeGreaterThan(15)
        .flatExtracting(Shown::rows)
        .extracting(StepsPage.Row::kind)
        .isSubsetOf(KINDS_OF_ROWS);
    long rows =
        StepsPage.text().lines().filter(line -> line.matches("\\| [a-z]+ \\| .*`.*")).count();
    assertThat(flows()).flatExtracting(Shown::rows).hasSize((int) rows);
    assertThat(StepsPage.text()).contains("`" + Stage.BEGIN + "`");
  }

  @Test
  void everyKindOfStepAndEveryWayToWaitIsShown() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Shown each : flows()) {
      keys(FlowFile.of(each.source()), shown);
    }
    assertThat(shown).containsAll(keysOf("step", "name")).containsAll(keysOf("wait"));
  }

  private static Set<String> keysOf(String definition, String... without) {
    JsonNode schema = JsonMapper.shared().readTree(FileSchema.FLOW.text());
    Set<String> keys =
        new TreeSet<>(
            schema.path("definitions").path(definition).path("properties").propertyNames());
    assertThat(keys).isNotEmpty();
    keys.removeAll(Set.of(without));
    return keys;
  }

  private static void keys(Object node, Set<String> into) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        into.add(String.valueOf(key));
        keys(value, into);
      });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> keys(each, into));
    }
  }
}
