package dev.gatehold.simulation.law;

import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a node gave to a submission.
 *
 * @param run what became durable of the run that the answer names; null when nothing did
 * @param first what was heard under the same key before this was submitted; null for nothing
 */
public record Answered(
    Submission submission, Reply reply, @Nullable Chronicle run, @Nullable Heard first) {

  /** Whether this is not what was submitted under the same key before. */
  boolean isAnother() {
    return first != null
        && !(first.submission().run().equals(submission.run())
            && first.submission().command().equals(submission.command()));
  }

  /** A submission that was applied, as its caller heard. */
  public record Heard(Submission submission, Reply.Applied reply) {}
}
