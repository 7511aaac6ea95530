package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Rollback;
import dev.gatehold.core.flow.SecretRule;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.value.Durations;
import dev.gatehold.language.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the flow of a file that was found to be without errors; anything else is a bug. */
final class FlowBuilder {
  /** What a rollback does unless the flow says otherwise: it must not give up easily. */
  private static final Retry UNDOING =
      new Retry(5, Duration.ofSeconds(1), 4, Duration.ofMinutes(5));

  private FlowBuilder() {}

  static Flow build(YamlNode.Fields file) {
    return new Flow(
        Nodes.text(file, "flow"),
        Nodes.text(file, "title"),
        Nodes.object(file, "input"),
        steps(Nodes.items(file, "steps")),
        Nodes.texts(file, "tags"),
        Templates.orNull(file.get("supersede")),
        durationOrNull(file.get("timeout")),
        file.get("output") instanceof YamlNode.Fields output ? Templates.mapping(output) : null,
        TriggerBuilder.build(Nodes.items(file, "triggers")),
        secrets(file.get("secrets")));
  }

  private static Map<String, SecretRule> secrets(@Nullable YamlNode node) {
    Map<String, SecretRule> secrets = new LinkedHashMap<>();
    if (node instanceof YamlNode.Fields fields) {
      fields
          .fields()
          .forEach((name, field) ->
              secrets.put(
                  name,
                  new SecretRule(Nodes.textOrNull((YamlNode.Fields) field.value(), "after"))));
    }
    return secrets;
  }

  static List<Step> steps(List<YamlNode> items) {
    return items.stream().map(item -> step((YamlNode.Fields) item)).toList();
  }

  private static Step step(YamlNode.Fields node) {
    return new Step(
        Nodes.text(node, "id"),
        Nodes.textOrNull(node, "if"),
        retry(node.get("retry"), Retry.NONE),
        durationOrNull(node.get("timeout")),
        action(node),
        onError(node.get("on_error")),
        rollback(node.get("rollback")));
  }

  private static @Nullable Duration durationOrNull(@Nullable YamlNode node) {
    return node == null ? null : duration(node);
  }

  private static OnError onError(@Nullable YamlNode node) {
    return switch (node) {
      case null -> new OnError.Stop();
      case YamlNode.Items(_, var steps) -> new OnError.Handle(steps(steps));
      case YamlNode word ->
          "hold".equals(word.text()) ? new OnError.Hold() : new OnError.Continue();
    };
  }

  private static @Nullable Rollback rollback(@Nullable YamlNode node) {
    return node instanceof YamlNode.Fields fields
        ? new Rollback(
            (Action.Work) action(fields),
            retry(fields.get("retry"), UNDOING),
            durationOrNull(fields.get("timeout")))
        : null;
  }

  private static Retry retry(@Nullable YamlNode node, Retry otherwise) {
    if (!(node instanceof YamlNode.Fields retry)) {
      return otherwise;
    }
    Number attempts = (Number) Nodes.require(retry, "attempts").plain();
    YamlNode delay = retry.get("delay");
    YamlNode limit = retry.get("limit");
    YamlNode factor = retry.get("factor");
    return new Retry(
        Objects.requireNonNull(attempts).intValue(),
        delay == null ? Duration.ofSeconds(1) : duration(delay),
        factor != null && factor.plain() instanceof Number number ? number.doubleValue() : 2,
        limit == null ? Duration.ofMinutes(1) : duration(limit));
  }

  private static Action action(YamlNode.Fields node) {
    for (String key : node.fields().keySet()) {
      YamlNode value = Nodes.require(node, key);
      switch (key) {
        case "exec", "http", "ssh", "task", "memory", Action.CALL -> {
          return new Action.Work(
              key, Templates.mapping((YamlNode.Fields) value), Nodes.textOrNull(node, "callback"));
        }
        case "set" -> {
          return new Action.SetValues(Templates.mapping((YamlNode.Fields) value));
        }
        case "approval" -> {
          return new Action.Approval(GateBuilder.build((YamlNode.Fields) value));
        }
        case "wait" -> {
          return wait(value);
        }
        case "switch" -> {
          return choice((YamlNode.Items) value);
        }
        case "parallel" -> {
          return parallel((YamlNode.Fields) value);
        }
        case "foreach" -> {
          return forEach((YamlNode.Fields) value);
        }
        case "repeat" -> {
          return repeat((YamlNode.Fields) value);
        }
        case "end" -> {
          return end(value);
        }
        default -> {}
      }
    }
    throw new IllegalStateException("Expected a step with an action, but found " + node + ".");
  }

  private static Action wait(YamlNode node) {
    if (node.at(List.of("callback")) != null) {
      return new Action.Callback(durationOrNull(node.at(List.of("callback", "within"))));
    }
    YamlNode event = node.at(List.of("event"));
    if (event != null) {
      return new Action.EventWait(
          Objects.requireNonNull(event.text()),
          Templates.orNull(node.at(List.of("key"))),
          durationOrNull(node.at(List.of("within"))));
    }
    YamlNode calendar = node.at(List.of("calendar"));
    return new Action.Wait(
        Templates.orNull(node.at(List.of("for"))),
        Templates.orNull(node.at(List.of("until"))),
        calendar == null ? null : calendar.text());
  }

  private static Action parallel(YamlNode.Fields node) {
    List<Branch> branches = new ArrayList<>();
    ((YamlNode.Fields) Nodes.require(node, "branches"))
        .fields()
        .forEach((name, field) ->
            branches.add(new Branch(name, steps(((YamlNode.Items) field.value()).items()))));
    YamlNode join = node.get("join");
    boolean any = join != null && "any".equals(join.text());
    int needed = any ? 1 : number(join, branches.size());
    return new Action.Parallel(branches, needed);
  }

  private static Action forEach(YamlNode.Fields node) {
    YamlNode tolerate = node.get("tolerate");
    return new Action.ForEach(
        Templates.of(Nodes.require(node, "items")),
        number(node.get("concurrency"), 1),
        tolerate != null && "all".equals(tolerate.text())
            ? Action.ForEach.ALL
            : number(tolerate, 0),
        steps(Nodes.items(node, "steps")),
        Templates.orNull(node.get("collect")));
  }

  private static Action repeat(YamlNode.Fields node) {
    return new Action.Repeat(
        steps(Nodes.items(node, "steps")),
        Nodes.text(node, "until"),
        number(node.get("at_most"), 0),
        Templates.orNull(node.get("collect")));
  }

  private static int number(@Nullable YamlNode node, int otherwise) {
    return node != null && node.plain() instanceof Number number ? number.intValue() : otherwise;
  }

  private static Action choice(YamlNode.Items cases) {
    List<Action.Case> whens = new ArrayList<>();
    List<Step> otherwise = List.of();
    for (YamlNode item : cases.items()) {
      YamlNode.Fields one = (YamlNode.Fields) item;
      if (one.get("else") != null) {
        otherwise = steps(Nodes.items(one, "else"));
      } else {
        whens.add(new Action.Case(Nodes.text(one, "when"), steps(Nodes.items(one, "steps"))));
      }
    }
    return new Action.Switch(whens, otherwise);
  }

  private static Action end(YamlNode node) {
    if (node instanceof YamlNode.Fields fields) {
      Template reason = Templates.orNull(fields.get("reason"));
      return new Action.End(
          ending(Nodes.text(fields, "as")), reason == null ? Template.text("") : reason);
    }
    return new Action.End(ending(Objects.requireNonNull(node.text())), Template.text(""));
  }

  private static Ending ending(String word) {
    return Ending.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Duration duration(YamlNode node) {
    return Durations.parse(Objects.requireNonNull(node.text()));
  }
}
