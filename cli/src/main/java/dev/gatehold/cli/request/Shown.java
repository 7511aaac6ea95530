package dev.gatehold.cli.request;

/**
 * A request and what the person has seen of it.
 *
 * @param subject the digest that a decision names
 */
record Shown(String id, String subject) {}
