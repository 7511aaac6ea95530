package dev.gatehold.server.trigger;

import dev.gatehold.core.flow.Trigger;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.Paused;
import dev.gatehold.engine.trigger.Triggers;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of a live release.
 *
 * @param kind {@code schedule}, {@code event} or {@code webhook}
 * @param source cron and zone, the event's name, or the connection
 * @param waiting how many starts wait for an earlier run
 * @param lastFired what started a run last
 */
record TriggerItem(
    String flow,
    String id,
    String kind,
    String source,
    String overlap,
    @Nullable Pause paused,
    @Nullable Instant nextDue,
    int waiting,
    @Nullable Started lastFired,
    @Nullable NotStarted lastSkipped,
    @Nullable NotStarted lastRefused) {

  record Pause(String by, Instant at) {}

  record Started(Instant at, String run) {}

  record NotStarted(Instant at, String why) {}

  static TriggerItem of(Triggers.View view) {
    Paused pause = view.trigger().pause();
    Firing started = view.started();
    Trigger definition = view.definition();
    return new TriggerItem(
        view.trigger().id().flow(),
        view.trigger().id().trigger(),
        kind(definition.source()),
        source(definition.source()),
        definition.overlap().name().toLowerCase(Locale.ROOT),
        pause == null ? null : new Pause(pause.by(), pause.at()),
        pause == null ? view.trigger().due() : null,
        view.waiting(),
        started == null ? null : new Started(started.at(), String.valueOf(started.run())),
        notStarted(view.skipped()),
        notStarted(view.refused()));
  }

  private static @Nullable NotStarted notStarted(@Nullable Firing firing) {
    return firing == null ? null : new NotStarted(firing.at(), String.valueOf(firing.note()));
  }

  private static String kind(Trigger.Source source) {
    return switch (source) {
      case Trigger.Schedule _ -> "schedule";
      case Trigger.OnEvent _ -> "event";
      case Trigger.Webhook _ -> "webhook";
    };
  }

  private static String source(Trigger.Source source) {
    return switch (source) {
      case Trigger.Schedule(var cron, var zone, _) -> cron + " " + zone;
      case Trigger.OnEvent(var name, _) -> name;
      case Trigger.Webhook(var connection) -> connection;
    };
  }
}
