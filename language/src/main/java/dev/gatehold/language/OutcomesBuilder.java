package dev.gatehold.language;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a person can say at a gate, of a file that was found to be without errors. A built-in
 * choice comes before the flow's own ones that count as it.
 */
final class OutcomesBuilder {
  private static final List<Verdict> ORDER =
      List.of(Verdict.APPROVE, Verdict.REQUEST_CHANGES, Verdict.REJECT, Verdict.ESCALATE);

  private final YamlNode.Fields gate;
  private final @Nullable YamlNode outcomes;

  private OutcomesBuilder(YamlNode.Fields gate) {
    this.gate = gate;
    this.outcomes = gate.get("outcomes");
  }

  static List<Choice> choices(YamlNode.Fields gate) {
    OutcomesBuilder builder = new OutcomesBuilder(gate);
    List<Choice> choices = new ArrayList<>();
    for (Verdict verdict : ORDER) {
      if (builder.exists(verdict)) {
        choices.add(builder.choice(verdict.word(), verdict));
      }
      builder.own(verdict).forEach(choices::add);
    }
    return choices;
  }

  /** When rejections end the gate. */
  static Rejects rejects(@Nullable YamlNode node) {
    if (node == null) {
      return Rejects.ANY;
    }
    return node instanceof YamlNode.Fields fields
            && Nodes.require(fields, "count").plain() instanceof Number count
        ? new Rejects.Enough(count.intValue())
        : Rejects.parse(Objects.requireNonNull(node.text()));
  }

  private boolean exists(Verdict verdict) {
    return switch (verdict) {
      case APPROVE, REJECT -> true;
      case REQUEST_CHANGES -> options(verdict.word()) != null || gate.get("rework") != null;
      case ESCALATE ->
          options(verdict.word()) != null || gate.at(List.of("time", "escalate")) != null;
    };
  }

  private YamlNode.@Nullable Fields options(String word) {
    return outcomes instanceof YamlNode.Fields fields
            && fields.get(word) instanceof YamlNode.Fields options
        ? options
        : null;
  }

  private Stream<Choice> own(Verdict verdict) {
    return outcomes instanceof YamlNode.Fields fields
        ? fields.fields().keySet().stream()
            .filter(word -> verdict.word().equals(as(word)))
            .map(word -> choice(word, verdict))
        : Stream.of();
  }

  private @Nullable String as(String word) {
    YamlNode.Fields options = options(word);
    return options == null ? null : Nodes.textOrNull(options, "as");
  }

  private Choice choice(String word, Verdict as) {
    YamlNode.Fields options = options(word);
    String label = options == null ? null : Nodes.textOrNull(options, "label");
    String comment = options == null ? null : Nodes.textOrNull(options, "comment");
    boolean required = comment == null ? as == Verdict.REQUEST_CHANGES : comment.equals("required");
    return new Choice(word, label, as, required, form(options, as));
  }

  private Map<String, @Nullable Object> form(YamlNode.@Nullable Fields options, Verdict as) {
    if (options != null && options.get("form") != null) {
      return Nodes.object(options, "form");
    }
    return as == Verdict.APPROVE ? Nodes.object(gate, "form") : Map.of();
  }
}
