package dev.gatehold.engine.loop;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A submission in the queue, and where its answer goes.
 *
 * @param key the idempotency key with its actor; null for none
 * @param digest of what was asked for, to tell another body under the same key; null without a key
 * @param begins whether its run has an id that was just made, so that there is nothing to look up
 */
public record Ticket(
    Submission submission,
    @Nullable String key,
    @Nullable Digest digest,
    boolean begins,
    CompletableFuture<Reply> answer) {

  String run() {
    return submission.run();
  }
}
