package dev.gatehold.race.restate;

/** What resolves the promise that the workflow waits for. */
public record Decision(String outcome, String by, String comment) {}
