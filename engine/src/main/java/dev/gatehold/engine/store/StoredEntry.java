package dev.gatehold.engine.store;

/**
 * One journal entry: what one command did to one run.
 *
 * @param seq from 1, without gaps
 * @param body JSON, written by the journal codec
 * @param hash 64 hexadecimal digits: SHA-256 of the previous entry's hash and this body
 */
public record StoredEntry(String run, long seq, String body, String hash) {}
