package dev.gatehold.engine.event;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.TakeEvent;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Ids;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.EventStore.EventQuery;
import dev.gatehold.engine.store.EventStore.Seen;
import dev.gatehold.engine.store.EventStore.Subscription;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.Spread;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events and hands them to the runs that wait for them.
 *
 * <p>An event is kept, and only then are subscriptions looked for; a wait is subscribed, and only
 * then are events looked for. So of two that come at the same moment at least one sees the other,
 * on any database. That both may is no harm: a run takes each event once, by the idempotency key of
 * the command that hands it over.
 */
public final class Events implements AutoCloseable {
  /** How long events are kept after they were delivered. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int COURIERS = 16;
  private static final int PAGE = 200;
  private static final int ID_LENGTH = 32;

  private final RunStore runs;
  private final EventStore store;

  /** Where the subscriptions are. */
  private final List<EventStore> homes;

  private final InstantSource clock;
  private final Ids ids;
  private final Function<Submission, Reply> submit;
  private final Consumer<StoredEvent> triggers;

  /** Events of one name go through the same hands, one after the other, in their order. */
  private final List<Keeper> couriers;

  /**
   * Prepares the delivery.
   *
   * @param submit hands a command to the engine, and returns when it was taken or refused
   * @param triggers notes what an event starts; given the same one twice it starts that once
   */
  public Events(
      RunStore runs,
      InstantSource clock,
      Ids ids,
      Host host,
      Function<Submission, Reply> submit,
      Consumer<StoredEvent> triggers) {
    this.runs = runs;
    this.store = runs.events();
    this.homes = Spread.homesOf(runs).stream().map(RunStore::events).toList();
    this.clock = clock;
    this.ids = ids;
    this.couriers =
        Stream.generate(() -> host.keeper("gatehold-events-out")).limit(COURIERS).toList();
    this.submit = submit;
    this.triggers = triggers;
  }

  /**
   * An event that is kept.
   *
   * @param repeated whether it was before
   */
  public record Published(StoredEvent event, boolean repeated) {}

  /**
   * Keeps an event, and delivers it after that: the answer does not wait for those who wait for it.
   *
   * @throws GateholdException {@code event.invalid}; {@code key.invalid}; {@code key.reused} when
   *     the sender has marked another event alike
   */
  public Published publish(Announcement announcement, Principal sender) {
    announcement.check();
    StoredEvent fresh =
        new StoredEvent(
            idOf(announcement.repetition(), sender),
            new Topic(announcement.name(), announcement.key()),
            Json.canonical(announcement.data()),
            sender.id(),
            now());
    if (store.keep(fresh)) {
      deliverSoon(fresh);
      return new Published(fresh, false);
    }
    StoredEvent kept = store.event(fresh.id()).orElse(fresh);
    if (!kept.saysTheSame(fresh)) {
      throw new GateholdException(
          "key.reused",
          "Expected another event to have another id, but '"
              + announcement.repetition()
              + "' is that of an event with other words.",
          "Use a fresh id for every event, and the same one only to repeat it.");
    }
    return new Published(kept, true);
  }

  private String idOf(@Nullable String repetition, Principal sender) {
    return repetition == null
        ? ids.nextEvent()
        : "evt_" + Digest.of(sender.id() + "\n" + repetition).hex().substring(0, ID_LENGTH);
  }

  private void deliverSoon(StoredEvent event) {
    couriers
        .get(Math.floorMod(event.topic().name().hashCode(), COURIERS))
        .soon(() -> deliver(event));
  }

  /** Events, newest first. */
  public List<StoredEvent> list(EventQuery query) {
    return store.events(query);
  }

  /** Delivers what a crash, or a store that did not answer, has left undelivered for so long. */
  void deliverLeft(Duration since) {
    Instant before = now().minus(since).plusMillis(1);
    List<StoredEvent> left = store.undelivered(before, PAGE);
    left.forEach(this::deliver);
  }

  /** Forgets events that are old enough. */
  void tidy() {
    store.forget(now().minus(KEPT));
  }

  private void deliver(StoredEvent event) {
    try {
      @Nullable StoreException trouble = null;
      for (EventStore home : homes) {
        try {
          handToAll(event, home);
        } catch (StoreException e) {
          // Those who wait elsewhere get it now; these get it when it is delivered again.
          trouble = e;
        }
      }
      triggers.accept(event);
      if (trouble != null) {
        throw trouble;
      }
      store.delivered(event.id());
    } catch (RuntimeException e) {
      LOG.warn("Event {} is delivered again soon: {}", event.id(), e.toString());
    }
  }

  private void handToAll(StoredEvent event, EventStore home) {
    @Nullable Subscription last = null;
    List<Subscription> page;
    do {
      page = home.subscriptions(event.topic(), last, PAGE);
      page.forEach(subscription -> hand(event, subscription));
      last = page.isEmpty() ? null : page.getLast();
    } while (page.size() == PAGE);
  }

  /** Subscribes a wait, and hands it the first event that came since its run started. */
  public void subscribe(String run, Effect.Subscribe wait) {
    Topic topic = new Topic(wait.event(), wait.key());
    Subscription subscription = new Subscription(run, wait.step(), wait.attempt(), topic);
    store.subscribe(subscription);
    Instant since = runs.run(run).orElseThrow().startedAt();
    @Nullable Seen last = null;
    List<StoredEvent> page;
    do {
      page = store.matching(topic, since, last, PAGE);
      for (StoredEvent early : page) {
        if (hand(early, subscription)) {
          return;
        }
        last = new Seen(early.at(), early.id());
      }
    } while (page.size() == PAGE);
  }

  /**
   * Hands an event to a wait; says whether the wait is over, with this event or without. It is not
   * when another wait of the same run has had the event.
   */
  private boolean hand(StoredEvent event, Subscription to) {
    TakeEvent command = new TakeEvent(to.step(), to.attempt(), outputOf(event));
    String key = "event " + to.run() + " " + event.id();
    boolean over;
    try {
      over =
          switch (submit.apply(new Submission(to.run(), command, Principal.SYSTEM, key))) {
            case Reply.Applied _ -> true;
            case Reply.Refused(var refusal) -> refusal.code() != Refusal.Code.KEY_REUSED;
          };
    } catch (GateholdException e) {
      LOG.warn("Event {} is not taken by run {}: {}", event.id(), to.run(), e.getMessage());
      return false;
    }
    if (over) {
      store.unsubscribe(to);
    }
    return over;
  }

  /** What flows see of an event. */
  public static Map<String, @Nullable Object> outputOf(StoredEvent event) {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("id", event.id());
    output.put("name", event.topic().name());
    output.put("key", event.topic().key());
    output.put("data", EventData.parse(event.data()));
    output.put("at", event.at().toString());
    return output;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Stops delivering; what is left is delivered after the next start. */
  @Override
  public void close() {
    couriers.forEach(Keeper::close);
    try {
      for (Keeper courier : couriers) {
        if (!courier.awaitEnd(Duration.ofSeconds(5))) {
          LOG.warn("Some events are still being delivered");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
