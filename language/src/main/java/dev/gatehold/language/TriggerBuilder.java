package dev.gatehold.language;

import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Trigger;
import dev.gatehold.core.flow.Trigger.Missed;
import dev.gatehold.core.flow.Trigger.Overlap;
import dev.gatehold.language.yaml.YamlNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Makes the triggers of a file that was found to be without errors. */
final class TriggerBuilder {
  private TriggerBuilder() {}

  static List<Trigger> build(List<YamlNode> items) {
    return items.stream().map(item -> trigger((YamlNode.Fields) item)).toList();
  }

  private static Trigger trigger(YamlNode.Fields node) {
    String overlap = Nodes.textOrNull(node, "overlap");
    return new Trigger(
        Nodes.text(node, "id"),
        source(node),
        node.get("input") instanceof YamlNode.Fields input
            ? Templates.mapping(input)
            : Template.Mapping.EMPTY,
        overlap == null ? Overlap.ALLOW : Overlap.valueOf(overlap.toUpperCase(Locale.ROOT)));
  }

  private static Trigger.Source source(YamlNode.Fields node) {
    if (node.get("schedule") instanceof YamlNode.Fields schedule) {
      String missed = Nodes.textOrNull(schedule, "missed");
      return new Trigger.Schedule(
          Nodes.text(schedule, "cron"),
          ZoneId.of(Nodes.text(schedule, "zone")),
          missed == null ? Missed.SKIP : Missed.valueOf(missed.toUpperCase(Locale.ROOT)));
    }
    if (node.get("event") instanceof YamlNode.Fields event) {
      return new Trigger.OnEvent(Nodes.text(event, "name"), Nodes.textOrNull(event, "when"));
    }
    YamlNode.Fields webhook = (YamlNode.Fields) Nodes.require(node, "webhook");
    return new Trigger.Webhook(Nodes.text(webhook, "connection"));
  }
}
