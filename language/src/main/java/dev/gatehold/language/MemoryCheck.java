package dev.gatehold.language;

import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks what a memory step asks for: that its keys fit together, and the names that it gives. */
final class MemoryCheck {
  /** Where expressions may stand. */
  static final List<String> RENDERED =
      List.of("get", "put", "delete", "list", "value", "default", "if_version");

  /** What stands only beside some of the verbs. */
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "value", List.of("put"),
          "default", List.of("get"),
          "if_version", List.of("put", "delete"));

  private static final List<String> VERBS = List.of("get", "put", "delete", "list");
  private static final String WORD = "[A-Za-z0-9_.:-]+";
  private static final Pattern KEY = Pattern.compile(WORD + "(/" + WORD + ")*");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:/-]*");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.\\.?(/|$)");
  private static final int LONGEST = 200;

  private MemoryCheck() {}

  static void check(YamlNode.Fields memory, Findings findings) {
    List<String> verbs = VERBS.stream().filter(verb -> memory.get(verb) != null).toList();
    if (verbs.size() != 1) {
      return; // said by the schema
    }
    String verb = verbs.getFirst();
    BESIDE.keySet().stream().sorted().forEach(key -> beside(key, verb, memory, findings));
    if (verb.equals("put") && memory.get("value") == null) {
      findings.error(
          "flow.missing_key",
          memory.keyPlace("put"),
          "Expected 'value' beside 'put', but it is missing.",
          "Add 'value': what to remember, any JSON; or write 'delete' to forget the key.");
    }
    name(verb, memory, findings);
  }

  private static void beside(String key, String verb, YamlNode.Fields memory, Findings findings) {
    List<String> fitting = BESIDE.getOrDefault(key, List.of());
    if (memory.get(key) != null && !fitting.contains(verb)) {
      findings.error(
          "flow.conflicting_keys",
          memory.keyPlace(key),
          "Expected '%s' beside %s, but found it beside '%s'."
              .formatted(
                  key, Words.or(fitting.stream().map(one -> "'" + one + "'").toList()), verb),
          "Remove it.");
    }
  }

  private static void name(String verb, YamlNode.Fields memory, Findings findings) {
    YamlNode node = Nodes.require(memory, verb);
    String name = node.text();
    if (name == null || name.contains(TemplateText.OPEN)) {
      return;
    }
    boolean good =
        verb.equals("list")
            ? PREFIX.matcher(name).matches()
            : KEY.matcher(name).matches() && !DOTS.matcher(name).find();
    if (!good || name.length() > LONGEST) {
      findings.error(
          "flow.bad_name",
          node.place(),
          "Expected a key of at most 200 letters, digits and _ . : - with single slashes between"
              + " words, but found "
              + Words.quote(name)
              + ".",
          "Use a name such as last_topics or report/2026-11.");
    }
  }
}
