package dev.gatehold.engine.trigger;

import dev.gatehold.core.flow.Trigger;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.FlowStore.FlowRow;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.engine.store.TriggerStore.StoredTrigger;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.language.schedule.Cron;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the stored triggers those of the live releases. */
final class LiveTriggers {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTriggers.class);

  private final FlowCatalog flows;
  private final TriggerStore store;

  LiveTriggers(FlowCatalog flows, TriggerStore store) {
    this.flows = flows;
    this.store = store;
  }

  /** A trigger as the live release has it; empty when that has none of this id. */
  Optional<Trigger> definition(TriggerId id) {
    return triggers(id.flow()).stream().filter(each -> each.id().equals(id.trigger())).findFirst();
  }

  private List<Trigger> triggers(String flow) {
    return flows.live(flow).isEmpty() ? List.of() : flows.flow(flows.pin(flow, null)).triggers();
  }

  /** Takes over what has changed in any flow. One that cannot be read keeps what it had. */
  void followAll(Instant now) {
    for (FlowRow row : flows.flows()) {
      try {
        follow(row.flow(), now);
      } catch (GateholdException e) {
        LOG.warn("The triggers of flow {} stay as they were: {}", row.flow(), e.getMessage());
      }
    }
  }

  /** Takes over the triggers of a flow's live release. A schedule that is the same goes on. */
  void follow(String flow, Instant now) {
    List<StoredTrigger> before = store.triggers(flow);
    List<StoredTrigger> after =
        triggers(flow).stream().map(each -> stored(flow, each, before, now)).toList();
    boolean same =
        after.size() == before.size()
            && after.stream().allMatch(each -> before.stream().anyMatch(was -> same(was, each)));
    if (!same) {
      store.replace(flow, after);
    }
  }

  private static boolean same(StoredTrigger one, StoredTrigger other) {
    return one.id().equals(other.id()) && one.source().equals(other.source());
  }

  private static StoredTrigger stored(
      String flow, Trigger trigger, List<StoredTrigger> before, Instant now) {
    TriggerId id = new TriggerId(flow, trigger.id());
    String source = sourceOf(trigger);
    String event = trigger.source() instanceof Trigger.OnEvent(var name, _) ? name : null;
    @Nullable Instant due =
        trigger.source() instanceof Trigger.Schedule schedule
            ? Cron.parse(schedule.cron()).next(now, schedule.zone())
            : null;
    StoredTrigger fresh = new StoredTrigger(id, source, event, due, null);
    return before.stream().filter(was -> same(was, fresh)).findFirst().orElse(fresh);
  }

  private static String sourceOf(Trigger trigger) {
    return switch (trigger.source()) {
      case Trigger.Schedule(var cron, var zone, _) -> "schedule " + cron + " " + zone;
      case Trigger.OnEvent(var name, _) -> "event " + name;
      case Trigger.Webhook(var connection) -> "webhook " + connection;
    };
  }
}
