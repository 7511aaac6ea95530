package dev.gatehold.core.cast;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Rollback;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small flows, written briefly. */
public final class Flows {
  private Flows() {}

  public static Flow flow(Step... steps) {
    return new Flow("release", "Release a service", Map.of(), List.of(steps));
  }

  public static Step work(String id) {
    return Step.of(id, new Action.Work("exec", Template.Mapping.EMPTY));
  }

  /** Work with one parameter, {@code version}. */
  public static Step work(String id, Template version) {
    return Step.of(id, new Action.Work("exec", new Template.Mapping(Map.of("version", version))));
  }

  /** A run of flow {@code other} with one input, {@code version}. */
  public static Step call(String id, Template version, String... accept) {
    Map<String, Template> parameters = new LinkedHashMap<>();
    parameters.put("flow", Template.text("other"));
    parameters.put("release", new Template.Literal(4L));
    parameters.put("input", new Template.Mapping(Map.of("version", version)));
    if (accept.length > 0) {
      parameters.put("accept", new Template.Literal(List.of(accept)));
    }
    return Step.of(id, new Action.Work(Action.CALL, new Template.Mapping(parameters)));
  }

  /** The same flow, which leaves one value, {@code version}. */
  public static Flow giving(Template version, Flow flow) {
    return new Flow(
        flow.name(),
        flow.title(),
        flow.input(),
        flow.steps(),
        flow.tags(),
        flow.supersede(),
        flow.timeout(),
        new Template.Mapping(Map.of("version", version)));
  }

  public static Step set(String id, String name, Template value) {
    return Step.of(id, new Action.SetValues(new Template.Mapping(Map.of(name, value))));
  }

  public static Step waitFor(String id, String duration) {
    return Step.of(id, new Action.Wait(Template.text(duration), null));
  }

  /** A wait for a callback; null waits for ever. */
  public static Step callback(String id, @Nullable Duration within) {
    return Step.of(id, new Action.Callback(within));
  }

  /** A wait for an event, {@code order.paid}; null waits for ever. */
  public static Step eventWait(String id, @Nullable Template key, @Nullable Duration within) {
    return Step.of(id, new Action.EventWait("order.paid", key, within));
  }

  /** Work that may call back to this wait. */
  public static Step calling(String id, String callback) {
    return Step.of(id, new Action.Work("exec", Template.Mapping.EMPTY, callback));
  }

  public static Step waitUntil(String id, String instant) {
    return Step.of(id, new Action.Wait(null, Template.text(instant)));
  }

  public static Step end(String id, Ending ending, String reason) {
    return Step.of(id, new Action.End(ending, Template.text(reason)));
  }

  /** A switch with one case. */
  public static Step choose(String id, String when, List<Step> steps, Step... otherwise) {
    return Step.of(
        id, new Action.Switch(List.of(new Action.Case(when, steps)), List.of(otherwise)));
  }

  public static Step when(String condition, Step step) {
    return new Step(
        step.id(),
        condition,
        step.retry(),
        step.timeout(),
        step.action(),
        step.onError(),
        step.rollback());
  }

  public static Step onError(OnError onError, Step step) {
    return new Step(
        step.id(),
        step.condition(),
        step.retry(),
        step.timeout(),
        step.action(),
        onError,
        step.rollback());
  }

  /** A step whose work is undone with one parameter, {@code version}. */
  public static Step undone(Template version, Step step) {
    Action.Work work = new Action.Work("exec", new Template.Mapping(Map.of("version", version)));
    return new Step(
        step.id(),
        step.condition(),
        step.retry(),
        step.timeout(),
        step.action(),
        step.onError(),
        new Rollback(work, step.retry(), step.timeout()));
  }

  /** Branches that are named {@code a}, {@code b} and so on. */
  public static Step parallel(String id, int needed, List<List<Step>> branches) {
    List<Branch> named = new ArrayList<>();
    for (List<Step> steps : branches) {
      named.add(new Branch(String.valueOf((char) ('a' + named.size())), steps));
    }
    return Step.of(id, new Action.Parallel(named, needed));
  }

  /** A loop over the list that this expression gives. */
  public static Step each(String id, String items, int concurrency, int tolerate, Step... steps) {
    return Step.of(
        id, new Action.ForEach(expression(items), concurrency, tolerate, List.of(steps), null));
  }

  public static Step repeat(String id, String until, int atMost, Step... steps) {
    return Step.of(id, new Action.Repeat(List.of(steps), until, atMost, null));
  }

  /** A loop that keeps this of its laps. */
  public static Step collecting(Template collect, Step step) {
    Action loop =
        switch (step.action()) {
          case Action.ForEach each ->
              new Action.ForEach(
                  each.items(), each.concurrency(), each.tolerate(), each.steps(), collect);
          case Action.Repeat repeat ->
              new Action.Repeat(repeat.steps(), repeat.until(), repeat.atMost(), collect);
          default -> throw new IllegalArgumentException("Only loops collect.");
        };
    return new Step(
        step.id(),
        step.condition(),
        step.retry(),
        step.timeout(),
        loop,
        step.onError(),
        step.rollback());
  }

  public static Step retry(int attempts, Duration delay, Step step) {
    Retry retry = new Retry(attempts, delay, 2, Duration.ofMinutes(5));
    return new Step(
        step.id(),
        step.condition(),
        retry,
        step.timeout(),
        step.action(),
        step.onError(),
        step.rollback());
  }

  public static Step timeout(Duration timeout, Step step) {
    return new Step(
        step.id(),
        step.condition(),
        step.retry(),
        timeout,
        step.action(),
        step.onError(),
        step.rollback());
  }

  public static Template expression(String source) {
    return new Template.Expression(source);
  }

  public static Requires people(int count, String... sources) {
    return quota(new Requires.Quota.Count(count), sources);
  }

  public static Requires quota(Requires.Quota quota, String... sources) {
    return new Requires.People(null, templates(sources), quota, null, List.of());
  }

  public static Requires labelled(String label, int count, String... sources) {
    return new Requires.People(
        label, templates(sources), new Requires.Quota.Count(count), null, List.of());
  }

  /** A part that judges only this. */
  public static Requires about(Template what, Requires part) {
    Requires.People people = (Requires.People) part;
    return new Requires.People(
        people.label(), people.from(), people.quota(), people.when(), List.of(what));
  }

  public static Requires some(int count, Requires... parts) {
    return new Requires.Some(count, List.of(parts));
  }

  public static Requires when(String condition, Requires.People people) {
    return new Requires.People(
        people.label(), people.from(), people.quota(), condition, people.about());
  }

  public static Requires all(Requires... parts) {
    return new Requires.All(List.of(parts));
  }

  public static Requires any(Requires... parts) {
    return new Requires.Any(List.of(parts));
  }

  public static Requires stages(Requires... parts) {
    return new Requires.Stages(List.of(parts));
  }

  private static List<Template> templates(String... texts) {
    return Stream.of(texts).map(Template::text).toList();
  }

  public static GateDraft gate(String id, Requires requires) {
    return new GateDraft(id, requires);
  }

  /** A gate of two engineers, or one. */
  public static GateDraft gate(String id, int engineers) {
    return gate(id, people(engineers, "group:sre"));
  }

  /** A gate while it is written; every method returns this same draft. */
  public static final class GateDraft {
    private final String id;
    private final Requires requires;
    private Template title = Template.text("Release it");
    private List<String> covers = List.of();
    private final List<Template> exclude = new ArrayList<>();
    private final List<Gate.Exhibit> evidence = new ArrayList<>();
    private Map<String, @Nullable Object> form = Map.of();
    private List<String> commentRequired = List.of();
    private final List<Choice> own = new ArrayList<>();
    private Rejects rejects = Rejects.ANY;
    private @Nullable Rework rework;
    private boolean changes;
    private List<String> modify = List.of();
    private @Nullable String calendar;
    private @Nullable Duration due;
    private final List<Timing.Reminder> reminders = new ArrayList<>();
    private final List<Timing.Rung> rungs = new ArrayList<>();
    private Timing.@Nullable Expiry expiry;
    private final Map<String, List<Step>> then = new LinkedHashMap<>();

    private GateDraft(String id, Requires requires) {
      this.id = id;
      this.requires = requires;
    }

    public GateDraft titled(Template template) {
      title = template;
      return this;
    }

    public GateDraft covers(String... steps) {
      covers = List.of(steps);
      return this;
    }

    public GateDraft excludes(Template person) {
      exclude.add(person);
      return this;
    }

    public GateDraft shows(String exhibit, Template content, boolean required) {
      evidence.add(new Gate.Exhibit("diff", exhibit, content, required));
      return this;
    }

    public GateDraft asks(String... fields) {
      form = Fields.required(fields);
      return this;
    }

    public GateDraft commentOn(String... verdicts) {
      commentRequired = List.of(verdicts);
      return this;
    }

    public GateDraft expires(Duration after, String outcome) {
      expiry = new Timing.Expiry(after, outcome);
      return this;
    }

    public GateDraft choice(String word, Verdict as) {
      own.add(new Choice(word, null, as, false, Map.of()));
      return this;
    }

    public GateDraft rejectsWhen(Rejects when) {
      rejects = when;
      return this;
    }

    /** Changes may be requested, and end the gate. */
    public GateDraft changes() {
      changes = true;
      return this;
    }

    public GateDraft rework(int rounds, Rework.Keep keep) {
      return rework("requester", rounds, keep, null);
    }

    public GateDraft rework(String by, int rounds, Rework.Keep keep, @Nullable String from) {
      rework = new Rework(Template.text(by), rounds, keep, from);
      return this;
    }

    public GateDraft modify(String... fields) {
      modify = List.of(fields);
      return this;
    }

    public GateDraft calendar(String name) {
      calendar = name;
      return this;
    }

    public GateDraft due(Duration after) {
      due = after;
      return this;
    }

    public GateDraft remind(Duration span, boolean beforeDue) {
      reminders.add(new Timing.Reminder(span, beforeDue));
      return this;
    }

    /** A rung at this span, or when the answer is due. */
    public GateDraft escalate(@Nullable Duration after, Escalation mode, String... to) {
      rungs.add(new Timing.Rung(after, templates(to), mode));
      return this;
    }

    public GateDraft then(String outcome, Step... steps) {
      then.put(outcome, List.of(steps));
      return this;
    }

    public Step step() {
      List<Branch> branches =
          then.entrySet().stream().map(each -> new Branch(each.getKey(), each.getValue())).toList();
      return Step.of(
          id,
          new Action.Approval(
              new Gate(
                  title,
                  null,
                  covers,
                  requires,
                  exclude,
                  evidence,
                  choices(),
                  rejects,
                  rework,
                  modify,
                  new Timing(calendar, due, reminders, rungs, expiry),
                  branches)));
    }

    private List<Choice> choices() {
      List<Choice> choices = new ArrayList<>();
      choices.add(
          new Choice("approve", null, Verdict.APPROVE, commentRequired.contains("approve"), form));
      if (changes || rework != null) {
        choices.add(Choice.of(Verdict.REQUEST_CHANGES, true));
      }
      choices.add(Choice.of(Verdict.REJECT, commentRequired.contains("reject")));
      if (!rungs.isEmpty()) {
        choices.add(Choice.of(Verdict.ESCALATE, false));
      }
      choices.addAll(own);
      return choices;
    }
  }
}
