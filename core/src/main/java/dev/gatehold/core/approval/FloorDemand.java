package dev.gatehold.core.approval;

import dev.gatehold.core.value.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a floor asks of a request, besides what the flow asks. The same person may count for both:
 * each is a requirement of its own.
 *
 * @param name of the floor
 * @param title why, in words for approvers
 * @param declared the digest of what the floor asked for as it was written; null in journals of
 *     before it was kept
 */
public record FloorDemand(
    String name, String title, Requirement requirement, @Nullable Digest declared) {}
