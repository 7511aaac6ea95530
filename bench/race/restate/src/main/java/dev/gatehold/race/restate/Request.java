package dev.gatehold.race.restate;

/** What the workflow starts with. */
public record Request(String requester, long amount) {}
