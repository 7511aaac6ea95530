package dev.gatehold.core.run;

import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Exclusion;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Plans;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders a gate into a request. What cannot be rendered fails the step, so that the gate stays
 * closed; evidence that cannot be rendered is shown as missing.
 */
final class RequestMaker {
  private static final String REQUESTER = "requester";
  private final Flow flow;
  private final Expressions expressions;

  RequestMaker(Flow flow, Expressions expressions) {
    this.flow = flow;
    this.expressions = expressions;
  }

  Request make(Active run, Step step, int round, Context context) {
    Gate gate = ((Action.Approval) step.action()).gate();
    Scope scope = RunScope.of(flow, run);
    String title = oneLine(gate.title().renderText(expressions, scope));
    String summary = gate.summary() == null ? null : gate.summary().renderText(expressions, scope);
    Requirement requirement = resolve(gate.requires(), scope);
    if (Plans.count(requirement) > Plans.LIMIT) {
      throw new IllegalArgumentException(
          "Expected a requirement that can be met in at most " + Plans.LIMIT + " ways.");
    }
    Map<String, Exclusion> excluded = exclusions(gate, run, requirement, scope, context);
    List<Evidence> evidence =
        gate.evidence().stream().map(exhibit -> show(exhibit, scope)).toList();
    Request.Deadline deadline = deadline(gate.expiry(), evidence, context);
    Subject subject =
        Subject.of(
            new Subject.Parts(
                run.run(),
                step.id(),
                round,
                releaseFacts(run.release()),
                run.input(),
                title,
                summary,
                requirement,
                excluded.keySet(),
                evidence,
                gate.form(),
                deadline),
            covered(gate, scope));
    return new Request(
        round,
        title,
        summary,
        requirement,
        excluded,
        Eligibility.able(requirement, excluded.keySet(), context.directory()),
        evidence,
        gate.form(),
        gate.commentRequired(),
        subject,
        context.now(),
        deadline);
  }

  /** Silence cannot agree to what nobody could have agreed to: evidence that is missing. */
  private static Request.@Nullable Deadline deadline(
      Gate.@Nullable Expiry expiry, List<Evidence> evidence, Context context) {
    if (expiry == null) {
      return null;
    }
    Outcome declared = Outcome.of(expiry.outcome());
    boolean blocked = declared == Outcome.APPROVED && evidence.stream().anyMatch(Evidence::blocks);
    return new Request.Deadline(
        context.now().plus(expiry.after()), blocked ? Outcome.EXPIRED : declared);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static Map<String, @Nullable Object> releaseFacts(ReleaseRef release) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("flow", release.flow());
    facts.put("number", (long) release.number());
    facts.put("digest", release.digest().text());
    return facts;
  }

  private Requirement resolve(Requires requires, Scope scope) {
    return switch (requires) {
      case Requires.People(var label, var from, var count, var when) ->
          new Requirement.People(
              label,
              sources(from, scope),
              count,
              when == null || expressions.test(when, scope) ? null : "'" + when + "' is false");
      case Requires.All(var parts) -> new Requirement.All(resolveAll(parts, scope));
      case Requires.Any(var parts) -> new Requirement.Any(resolveAll(parts, scope));
      case Requires.Stages(var parts) -> new Requirement.Stages(resolveAll(parts, scope));
    };
  }

  private List<Requirement> resolveAll(List<Requires> parts, Scope scope) {
    return parts.stream().map(part -> resolve(part, scope)).toList();
  }

  private List<Source> sources(List<Template> from, Scope scope) {
    return from.stream()
        .flatMap(template -> texts(template, scope).stream())
        .map(Source::parse)
        .distinct()
        .toList();
  }

  /** What a template names: one text, or the texts of a list. */
  private List<String> texts(Template template, Scope scope) {
    Object rendered = template.render(expressions, scope);
    List<?> values = rendered instanceof List<?> several ? several : Arrays.asList(rendered);
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException(
            "Expected the name of a person or group, but found " + Json.canonical(value) + ".");
      }
      texts.add(text.strip());
    }
    return texts;
  }

  private Map<String, Exclusion> exclusions(
      Gate gate, Active run, Requirement requirement, Scope scope, Context context) {
    Map<String, String> why = new TreeMap<>();
    for (Template template : gate.exclude()) {
      for (String person : texts(template, scope)) {
        if (!person.equals(REQUESTER)) {
          why.put(personIn(person), "is excluded by the flow");
        }
      }
    }
    why.put(run.requester().countsAs(), "requested this");
    Map<String, Exclusion> exclusions = new TreeMap<>();
    why.forEach((person, reason) ->
        exclusions.put(
            person,
            new Exclusion(
                reason,
                Eligibility.sourcesAdmitting(
                    requirement, person, context.directory().groupsOf(person)))));
    return exclusions;
  }

  private static String personIn(String text) {
    if (text.indexOf(':') < 0) {
      return text;
    }
    if (Source.parse(text) instanceof Source.User(var id)) {
      return id;
    }
    throw new IllegalArgumentException(
        "Expected a person to exclude, as 'ID' or 'user:ID', but found '" + text + "'.");
  }

  private Evidence show(Gate.Exhibit exhibit, Scope scope) {
    Object content = null;
    String missing = null;
    try {
      content = exhibit.content().render(expressions, scope);
      if (content == null) {
        missing = "there is nothing to show";
      }
    } catch (ExpressionException | IllegalArgumentException e) {
      missing = e.getMessage();
    }
    return new Evidence(exhibit.kind(), exhibit.title(), content, exhibit.required(), missing);
  }

  private Map<String, @Nullable Object> covered(Gate gate, Scope scope) {
    Map<String, @Nullable Object> covered = new LinkedHashMap<>();
    for (Step step : flow.everyStep()) {
      if (gate.covers().contains(step.id()) && step.action() instanceof Action.Work work) {
        covered.put(step.id(), work.parameters().renderObject(expressions, scope));
      }
    }
    return covered;
  }
}
