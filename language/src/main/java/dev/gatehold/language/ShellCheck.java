package dev.gatehold.language;

import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values out of shell scripts. A value that becomes part of a script is executed, whoever it
 * came from; as an argument it stays a value.
 */
final class ShellCheck {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash");

  private ShellCheck() {}

  static void check(@Nullable YamlNode command, Findings findings) {
    if (command instanceof YamlNode.Items(_, var words)) {
      YamlNode script = script(words);
      if (script instanceof YamlNode.Scalar(_, String text, var places)
          && TemplateText.parse(text).hasExpression()) {
        findings.error(
            "flow.expression_in_script",
            places.at(text.indexOf(TemplateText.OPEN)),
            "Expected a literal script, but found an expression: its value would be executed.",
            "Pass it as an argument: write \"$1\" here, and append the step's id and the"
                + " expression to 'command'.");
      }
    }
  }

  /** The script that a shell in this command is given; null without one. */
  private static @Nullable YamlNode script(List<YamlNode> words) {
    int at = 0;
    while (at < words.size() && !isShell(words.get(at))) {
      at++;
    }
    boolean commanded = false;
    for (at++; at < words.size(); at++) {
      String word = text(words.get(at));
      boolean option = word.length() > 1 && (word.startsWith("-") || word.startsWith("+"));
      if (!option) {
        return commanded ? words.get(at) : null;
      }
      boolean isShort = !word.startsWith("--");
      commanded |= isShort && word.contains("c");
      // -o takes the name of an option as the next word.
      at += isShort && word.endsWith("o") ? 1 : 0;
    }
    return null;
  }

  private static boolean isShell(YamlNode word) {
    String text = text(word);
    return SHELLS.contains(text.substring(text.lastIndexOf('/') + 1));
  }

  private static String text(YamlNode word) {
    String text = word.text();
    return text == null ? "" : text;
  }
}
