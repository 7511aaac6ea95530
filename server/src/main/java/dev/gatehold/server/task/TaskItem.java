package dev.gatehold.server.task;

import dev.gatehold.engine.store.StoredTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task in the backlog, without its input.
 *
 * @param state {@code claimed} while somebody's lease of it holds, otherwise {@code waiting}
 * @param losses how many workers fell silent over it
 * @param worker the name of who has it; null while it waits, like what follows
 * @param heardAt the last sign of life
 * @param progress the share that is done, 0 to 1; null when it was not said
 */
record TaskItem(
    String id,
    String run,
    String step,
    int attempt,
    boolean draft,
    String queue,
    String state,
    Instant waitingSince,
    int losses,
    @Nullable String worker,
    @Nullable String principal,
    @Nullable Long lease,
    @Nullable Instant leaseUntil,
    @Nullable Instant heardAt,
    @Nullable Double progress,
    @Nullable String message) {

  static TaskItem of(StoredTask task, Instant now) {
    StoredTask.Offer offer = task.offer();
    StoredTask.Origin origin = offer.origin();
    StoredTask.Holder holder = task.heldAt(now) ? task.holder() : null;
    return new TaskItem(
        task.id(),
        origin.run(),
        origin.step(),
        origin.attempt(),
        origin.draft(),
        offer.queue(),
        holder == null ? "waiting" : "claimed",
        offer.at(),
        task.losses(),
        holder == null ? null : holder.worker(),
        holder == null ? null : holder.lease().principal(),
        holder == null ? null : holder.lease().number(),
        holder == null ? null : holder.until(),
        holder == null ? null : holder.until().minus(offer.silence()),
        holder == null ? null : task.progress().share(),
        holder == null ? null : task.progress().message());
  }
}
