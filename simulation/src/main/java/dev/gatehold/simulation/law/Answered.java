package dev.gatehold.simulation.law;

import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a node gave to a submission.
 *
 * @param run what became durable of the run that the answer names; null when nothing did
 * @param first the answer that was given under the same key before; null for none
 */
public record Answered(
    Submission submission, Reply reply, @Nullable Chronicle run, Reply.@Nullable Applied first) {}
