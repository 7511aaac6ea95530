package dev.gatehold.race.temporal;

/** The update that decides. */
public record Decision(String outcome, String by, String comment) {}
