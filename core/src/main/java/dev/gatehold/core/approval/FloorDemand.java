package dev.gatehold.core.approval;

/**
 * What a floor asks of a request, besides what the flow asks. The same person may count for both:
 * each is a requirement of its own.
 *
 * @param name of the floor
 * @param title why, in words for approvers
 */
public record FloorDemand(String name, String title, Requirement requirement) {}
