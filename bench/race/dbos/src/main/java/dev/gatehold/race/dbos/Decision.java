package dev.gatehold.race.dbos;

/** The message that decides. */
public record Decision(String outcome, String by, String comment) {}
