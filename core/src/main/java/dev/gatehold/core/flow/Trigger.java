package dev.gatehold.core.flow;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of the live release by itself.
 *
 * @param id unique among the triggers of the flow
 * @param input of the run; its expressions see {@code event} alone
 * @param overlap what becomes of a start while an earlier run of this trigger is active
 */
public record Trigger(String id, Source source, Template.Mapping input, Overlap overlap) {
  /** What it starts runs upon. */
  public sealed interface Source {}

  /**
   * A time on the wall clock of a zone.
   *
   * @param cron five fields: minute, hour, day of the month, month, day of the week
   * @param missed what becomes of times that passed while nobody looked
   */
  public record Schedule(String cron, ZoneId zone, Missed missed) implements Source {}

  /**
   * An event from outside.
   *
   * @param when a CEL condition over {@code event}; null for every event of this name
   */
  public record OnEvent(String name, @Nullable String when) implements Source {}

  /** A call from outside that is signed as the connection says. */
  public record Webhook(String connection) implements Source {}

  /** What becomes of missed times. */
  public enum Missed {
    SKIP,
    /** One run makes up for all of them. */
    ONCE,
    /** Each gets its run, up to a bound. */
    ALL
  }

  /** What becomes of a start while an earlier run is active. */
  public enum Overlap {
    ALLOW,
    SKIP,
    /** It waits until the earlier run has ended. */
    QUEUE,
    /** The earlier run ends, unless people have decided in it already. */
    SUPERSEDE
  }
}
