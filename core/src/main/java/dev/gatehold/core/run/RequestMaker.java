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
import java.util.ArrayList;
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
    Gate.Expiry expiry = gate.expiry();
    Request.Deadline deadline =
        expiry == null
            ? null
            : new Request.Deadline(
                context.now().plus(expiry.after()), Outcome.of(expiry.outcome()));
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
    List<Source> sources = new ArrayList<>();
    for (Template template : from) {
      if (template.render(expressions, scope) instanceof List<?> several) {
        several.forEach(each -> sources.add(Source.parse(String.valueOf(each))));
      } else {
        sources.add(Source.parse(template.renderText(expressions, scope)));
      }
    }
    return sources.stream().distinct().toList();
  }

  private Map<String, Exclusion> exclusions(
      Gate gate, Active run, Requirement requirement, Scope scope, Context context) {
    Map<String, String> why = new TreeMap<>();
    for (Template template : gate.exclude()) {
      String person = template.renderText(expressions, scope).strip();
      if (person.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected the name of a person to exclude from gate, but found nothing.");
      }
      if (!person.equals(REQUESTER)) {
        why.put(
            person.startsWith("user:") ? person.substring(5) : person, "is excluded by the flow");
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

  private Evidence show(Gate.Exhibit exhibit, Scope scope) {
    Object content = null;
    String missing = null;
    try {
      content = exhibit.content().render(expressions, scope);
      if (content == null) {
        missing = "there is nothing to show";
      }
    } catch (ExpressionException e) {
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
