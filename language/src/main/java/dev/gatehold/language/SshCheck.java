package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.yaml.YamlNode;

/** Checks what an ssh step runs, and what it sets. */
final class SshCheck {
  private SshCheck() {}

  static void check(YamlNode.Fields ssh, Findings findings) {
    ShellCheck.check(ssh.get("command"), findings);
    ExecCheck.variables(ssh, findings);
    if (ssh.get("command") instanceof YamlNode.Items(_, var words) && !words.isEmpty()) {
      String program = words.getFirst().text();
      if (program != null && (program.isBlank() || program.startsWith("-"))) {
        findings.error(
            "flow.bad_name",
            words.getFirst().place(),
            "Expected a program, but found '" + program + "'.",
            "Begin the command with the name or the path of a program.");
      }
    }
  }
}
