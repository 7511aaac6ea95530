package dev.gatehold.core.run;

import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Plans;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves what a flow or a floor requires into names and numbers. */
final class Demands {
  private final Expressions expressions;
  private final Scope scope;
  private final Sources sources;
  private final Set<String> excluded;
  private final Electorate electorate;

  Demands(
      Expressions expressions,
      Scope scope,
      Sources sources,
      Set<String> excluded,
      Electorate electorate) {
    this.expressions = expressions;
    this.scope = scope;
    this.sources = sources;
    this.excluded = excluded;
    this.electorate = electorate;
  }

  /**
   * The requirement.
   *
   * @throws IllegalArgumentException when it is nested too deeply or can be met in too many ways
   */
  Requirement resolve(Requires requires) {
    Requirement requirement = resolved(requires);
    if (requirement.depth() > Requires.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "Expected a requirement nested at most "
              + Requires.MAX_DEPTH
              + " deep, but this one is nested "
              + requirement.depth()
              + " deep.");
    }
    if (Plans.count(requirement) > Plans.LIMIT) {
      throw new IllegalArgumentException(
          "Expected a requirement that can be met in at most " + Plans.LIMIT + " ways.");
    }
    return requirement;
  }

  private Requirement resolved(Requires requires) {
    return switch (requires) {
      case Requires.People people -> people(people);
      case Requires.All(var parts) -> new Requirement.All(resolvedAll(parts));
      case Requires.Any(var parts) -> new Requirement.Any(resolvedAll(parts));
      case Requires.Some(var count, var parts) -> new Requirement.Some(count, resolvedAll(parts));
      case Requires.Stages(var parts) -> new Requirement.Stages(resolvedAll(parts));
    };
  }

  private List<Requirement> resolvedAll(List<Requires> parts) {
    return parts.stream().map(this::resolved).toList();
  }

  private Requirement people(Requires.People people) {
    List<Source> from = sources.of(people.from(), excluded);
    String when = people.when();
    return new Requirement.People(
        people.label(),
        from,
        List.of(),
        count(people.quota(), from),
        quota(people.quota()),
        when == null || expressions.test(when, scope) ? null : "'" + when + "' is false",
        about(people.about()));
  }

  private int count(Quota quota, List<Source> from) {
    return switch (quota) {
      case Quota.Count(var count) -> count;
      case Quota.Everyone _ -> Math.max(1, Eligibility.count(from, electorate));
      case Quota.Percent(var percent) ->
          Math.max(1, Math.ceilDiv(Eligibility.count(from, electorate) * percent, 100));
    };
  }

  private static @Nullable String quota(Quota quota) {
    return switch (quota) {
      case Quota.Count _ -> null;
      case Quota.Everyone _ -> "all";
      case Quota.Percent(var percent) -> percent + "%";
    };
  }

  private @Nullable Digest about(List<Template> about) {
    if (about.isEmpty()) {
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>();
    about.forEach(each -> values.add(each.render(expressions, scope)));
    return Digest.ofJson(values);
  }
}
