package dev.gatehold.language;

import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.flow.Timing;
import dev.gatehold.core.value.Durations;
import dev.gatehold.language.yaml.YamlNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the timing of a gate in a file that was found to be without errors. */
final class TimingBuilder {
  private TimingBuilder() {}

  static Timing build(@Nullable YamlNode node) {
    if (!(node instanceof YamlNode.Fields time)) {
      return Timing.NONE;
    }
    YamlNode due = time.get("due");
    return new Timing(
        Nodes.textOrNull(time, "calendar"),
        due == null ? null : FlowBuilder.duration(due),
        Nodes.items(time, "remind").stream().map(TimingBuilder::reminder).toList(),
        Nodes.items(time, "escalate").stream().map(TimingBuilder::rung).toList(),
        expiry(time.get("expire")));
  }

  private static Timing.Reminder reminder(YamlNode node) {
    ReminderText text = ReminderText.parse(Objects.requireNonNull(node.text()));
    return new Timing.Reminder(Durations.parse(text.span()), text.beforeDue());
  }

  private static Timing.Rung rung(YamlNode node) {
    YamlNode.Fields rung = (YamlNode.Fields) node;
    YamlNode after = Nodes.require(rung, "after");
    String mode = Nodes.textOrNull(rung, "mode");
    Duration span = "due".equals(after.text()) ? null : FlowBuilder.duration(after);
    return new Timing.Rung(
        span,
        Templates.ofEach(Nodes.items(rung, "to")),
        mode == null ? Escalation.ADD : Escalation.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  private static Timing.@Nullable Expiry expiry(@Nullable YamlNode node) {
    if (!(node instanceof YamlNode.Fields fields)) {
      return null;
    }
    String outcome = Nodes.textOrNull(fields, "outcome");
    return new Timing.Expiry(
        FlowBuilder.duration(Nodes.require(fields, "after")),
        outcome == null ? "expired" : outcome);
  }
}
