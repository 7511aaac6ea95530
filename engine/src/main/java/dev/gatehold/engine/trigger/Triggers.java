package dev.gatehold.engine.trigger;

import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Trigger;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.Paused;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.StoredTrigger;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of live releases by themselves. A time that is due, an event and a call become a
 * firing, which is durable before anything else happens; the run is started under the firing's
 * cause as idempotency key. So a crash at any moment loses none and doubles none.
 */
public final class Triggers {
  /** How long firings are kept; the last of each kind stays longer. */
  public static final Duration KEPT = Duration.ofDays(30);

  private final TriggerStore store;
  private final LiveTriggers live;
  private final Expressions expressions;
  private final InstantSource clock;
  private final Engine engine;
  private final Starter starter;
  private volatile Runnable bell = () -> {};

  public Triggers(
      RunStore runs,
      FlowCatalog flows,
      Expressions expressions,
      InstantSource clock,
      Engine engine) {
    this.store = runs.triggers();
    this.live = new LiveTriggers(flows, store);
    this.expressions = expressions;
    this.clock = clock;
    this.engine = engine;
    this.starter = new Starter(runs, live, expressions, engine);
  }

  /** Rings this whenever there is something to start. */
  void ring(Runnable whenWaiting) {
    bell = whenWaiting;
  }

  /** Takes over the triggers of a flow's live release, at once after a promotion. */
  public void follow(String flow) {
    live.follow(flow, now());
  }

  void followAll() {
    live.followAll(now());
  }

  /** What an event from outside fires. */
  public void onEvent(StoredEvent event) {
    List<StoredTrigger> triggers = store.onEvent(event.topic().name());
    if (triggers.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> seen = Events.outputOf(event);
    for (StoredTrigger trigger : triggers) {
      Optional<Trigger> definition = live.definition(trigger.id());
      if (definition.isPresent()
          && definition.get().source() instanceof Trigger.OnEvent(_, var when)) {
        fireUpon(trigger, event.id(), seen, when);
      }
    }
    bell.run();
  }

  private void fireUpon(
      StoredTrigger trigger,
      String cause,
      Map<String, @Nullable Object> event,
      @Nullable String when) {
    @Nullable String why = null;
    if (when != null) {
      try {
        if (!expressions.test(when, scopeOf(event))) {
          return;
        }
      } catch (ExpressionException e) {
        why = "'when' cannot be evaluated: " + e.getMessage();
      }
    }
    add(trigger, cause, event, why);
  }

  /**
   * What a call from outside fires, whose signature was checked.
   *
   * @param call tells the call from others; the same one fires once
   * @param event what the trigger's expressions see beside {@code id}, {@code name}, {@code key}
   *     and {@code at}
   */
  public void onCall(StoredTrigger trigger, String call, Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> seen = eventOf("webhook", call, null, Map.of(), now());
    seen.putAll(event);
    add(trigger, "call " + call, seen, null);
    bell.run();
  }

  private void add(
      StoredTrigger trigger,
      String cause,
      Map<String, @Nullable Object> event,
      @Nullable String whyNot) {
    Paused pause = trigger.pause();
    String note = whyNot == null && pause != null ? pausedBy(pause) : whyNot;
    store.add(
        new Firing(
            trigger.id(),
            cause,
            now(),
            Json.canonical(event),
            note == null ? State.WAITING : State.SKIPPED,
            null,
            note));
  }

  private static String pausedBy(Paused pause) {
    return "The trigger was paused by " + pause.by() + ".";
  }

  /** Fires the schedules that are due, and starts what can start. */
  void look() {
    Instant now = now();
    for (StoredTrigger trigger : store.due(now)) {
      passTime(trigger, now);
    }
    starter.startWaiting();
  }

  private void passTime(StoredTrigger stored, Instant now) {
    Optional<Trigger> trigger = live.definition(stored.id());
    Instant due = stored.due();
    if (due == null
        || trigger.isEmpty()
        || !(trigger.get().source() instanceof Trigger.Schedule schedule)) {
      live.follow(stored.id().flow(), now);
      return;
    }
    DueTimes times = DueTimes.of(schedule, due, now);
    List<Firing> firings = new ArrayList<>();
    Paused pause = stored.pause();
    if (pause != null) {
      firings.add(scheduled(stored.id(), due, pausedBy(pause)));
    } else {
      times.starts().forEach(at -> firings.add(scheduled(stored.id(), at, null)));
      Instant left = times.left();
      if (left != null) {
        String why =
            DueTimes.isBound(schedule)
                ? "Of the missed times only the first " + DueTimes.MOST + " are made up for."
                : "It was missed: the server was not there when it was due.";
        firings.add(scheduled(stored.id(), left, why));
      }
    }
    store.passed(stored, times.next(), firings);
  }

  private static Firing scheduled(TriggerId id, Instant at, @Nullable String whyNot) {
    String cause = "due " + at;
    Map<String, @Nullable Object> event = eventOf("schedule", cause, null, Map.of(), at);
    State state = whyNot == null ? State.WAITING : State.SKIPPED;
    return new Firing(id, cause, at, Json.canonical(event), state, null, whyNot);
  }

  /**
   * Starts a run by hand, as if an event with this key and data had come; whoever does is its
   * requester. Neither a pause nor an earlier run is in the way.
   *
   * @param key the caller's idempotency key
   * @throws GateholdException {@code trigger.unknown}, or {@code input.invalid} when the trigger's
   *     input cannot be made of this
   */
  public Reply fire(
      TriggerId id,
      @Nullable String eventKey,
      Map<String, @Nullable Object> data,
      Principal who,
      @Nullable String key) {
    require(id);
    Trigger trigger = live.definition(id).orElseThrow(() -> unknown(id));
    Instant now = now();
    Map<String, @Nullable Object> event = eventOf("fire", "fire", eventKey, data, now);
    Map<String, @Nullable Object> input;
    try {
      input = trigger.input().renderObject(expressions, scopeOf(event));
    } catch (ExpressionException e) {
      throw new GateholdException(
          "input.invalid",
          "Expected to make the input of trigger '" + id.trigger() + "', but " + e.getMessage(),
          "Give the key and the data that its expressions read.");
    }
    Reply reply = engine.startRun(id.flow(), null, input, who, key);
    if (reply instanceof Reply.Applied applied) {
      String cause = "fire " + applied.run();
      store.add(
          new Firing(id, cause, now, Json.canonical(event), State.STARTED, applied.run(), null));
    }
    return reply;
  }

  /** Pauses a trigger: nothing starts by it until it is resumed. */
  public void pause(TriggerId id, Principal by) {
    set(id, new Paused(by.countsAs(), now()));
  }

  /** Goes on after a pause; what came meanwhile is not made up for. */
  public void resume(TriggerId id) {
    set(id, null);
    bell.run();
  }

  private void set(TriggerId id, @Nullable Paused pause) {
    if (!store.pause(id, pause)) {
      throw unknown(id);
    }
  }

  /** A trigger as the live release has it; empty when that has none of this id. */
  public Optional<Trigger> definition(TriggerId id) {
    return live.definition(id);
  }

  /** A trigger of a live release. */
  public StoredTrigger require(TriggerId id) {
    return store.trigger(id).orElseThrow(() -> unknown(id));
  }

  private static GateholdException unknown(TriggerId id) {
    return new GateholdException(
        "trigger.unknown",
        "Expected the live release of flow '"
            + id.flow()
            + "' to have a trigger '"
            + id.trigger()
            + "', but it has none.",
        "List the triggers, or release and promote a flow that has it.");
  }

  /**
   * A trigger at a glance.
   *
   * @param definition of the live release
   * @param waiting how many firings wait for an earlier run
   */
  public record View(
      StoredTrigger trigger,
      Trigger definition,
      @Nullable Firing started,
      @Nullable Firing skipped,
      @Nullable Firing refused,
      int waiting) {}

  /** The triggers of a flow's live release, or of all; by flow and id. */
  public List<View> list(@Nullable String flow) {
    List<View> views = new ArrayList<>();
    for (StoredTrigger each : store.triggers(flow)) {
      live.definition(each.id())
          .ifPresent(definition ->
              views.add(
                  new View(
                      each,
                      definition,
                      store.last(each.id(), State.STARTED).orElse(null),
                      store.last(each.id(), State.SKIPPED).orElse(null),
                      store.last(each.id(), State.REFUSED).orElse(null),
                      store.waiting(each.id(), Starter.MOST_WAITING + 1).size())));
    }
    return views;
  }

  void tidy() {
    store.forget(now().minus(KEPT));
  }

  /** Whether the end of a run may let something start. */
  boolean waits() {
    return starter.waits();
  }

  private static Map<String, @Nullable Object> eventOf(
      String name,
      String id,
      @Nullable String key,
      Map<String, @Nullable Object> data,
      Instant at) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", id);
    event.put("name", name);
    event.put("key", key);
    event.put("data", data);
    event.put("at", at.toString());
    return event;
  }

  static Scope scopeOf(Map<String, @Nullable Object> event) {
    return new Scope(Map.of("event", Json.freezeObject(event)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
