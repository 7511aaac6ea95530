package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;

/** Checks work that is carried out outside of the run, that of a step or that which undoes it. */
final class WorkCheck {
  /** Where expressions may stand in a command. */
  private static final List<String> COMMAND = List.of("command", "env", "stdin");

  private final Names names;
  private final ExpressionCheck expressions;
  private final Findings findings;

  WorkCheck(Names names, ExpressionCheck expressions, Findings findings) {
    this.names = names;
    this.expressions = expressions;
    this.findings = findings;
  }

  /**
   * Checks the work that stands under the key of its kind in this object.
   *
   * @param step the id of the step that it belongs to
   */
  void check(YamlNode.Fields owner, Visible visible, String step) {
    for (String connector : StepSite.WORK) {
      if (owner.get(connector) != null && !connector.equals(Action.CALL)) {
        offered(owner, connector);
      }
    }
    if (owner.get("exec") instanceof YamlNode.Fields exec) {
      rendered("exec", exec, COMMAND, visible, step);
      ShellCheck.check(exec.get("command"), findings);
      ExecCheck.check(exec, expressions, findings);
    }
    if (owner.get("http") instanceof YamlNode.Fields http) {
      rendered("http", http, HttpCheck.RENDERED, visible, step);
      new HttpCheck(http, findings).check(expressions);
    }
    if (owner.get("ssh") instanceof YamlNode.Fields ssh) {
      rendered("ssh", ssh, COMMAND, visible, step);
      SshCheck.check(ssh, findings);
    }
    if (owner.get("task") instanceof YamlNode.Fields task) {
      expressions.template(task.get("input"), visible);
      TaskCheck.check(task, findings);
    }
    if (owner.get("memory") instanceof YamlNode.Fields memory) {
      MemoryCheck.RENDERED.forEach(key -> expressions.template(memory.get(key), visible));
      MemoryCheck.check(memory, findings);
    }
    if (owner.get(Action.CALL) instanceof YamlNode.Fields call) {
      expressions.template(call.get("input"), visible);
    }
  }

  private void rendered(
      String kind, YamlNode.Fields work, List<String> keys, Visible visible, String step) {
    for (String key : keys) {
      if (SecretCheck.opens(kind, key)) {
        expressions.opening(work.get(key), visible, step);
      } else {
        expressions.template(work.get(key), visible);
      }
    }
  }

  private void offered(YamlNode.Fields owner, String connector) {
    if (names.connectors() != null && !names.connectors().contains(connector)) {
      findings.error(
          "flow.unknown_connector",
          owner.keyPlace(connector),
          "Expected a connector that this server offers, but found '" + connector + "'.",
          names.connectors().isEmpty()
              ? "This server runs no connectors."
              : "Use " + Words.or(names.connectors().stream().sorted().toList()) + ".");
    }
  }
}
