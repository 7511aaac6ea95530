package dev.gatehold.server.task;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.store.StoredTask;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;

/**
 * A task in the hands of the worker that just claimed it.
 *
 * @param lease proves that this worker has it; a later one is a higher number
 * @param leaseFor how long the worker may be silent, such as {@code 60s}
 */
record ClaimedTask(
    String id,
    String run,
    String step,
    int attempt,
    boolean draft,
    String queue,
    @JsonRawValue @Schema(implementation = Object.class) String input,
    long lease,
    String leaseFor,
    Instant leaseUntil) {

  static ClaimedTask of(StoredTask task) {
    StoredTask.Offer offer = task.offer();
    StoredTask.Origin origin = offer.origin();
    StoredTask.Holder holder = Objects.requireNonNull(task.holder());
    return new ClaimedTask(
        task.id(),
        origin.run(),
        origin.step(),
        origin.attempt(),
        origin.draft(),
        offer.queue(),
        offer.input(),
        holder.lease().number(),
        Durations.format(offer.silence()),
        holder.until());
  }
}
