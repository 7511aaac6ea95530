package dev.gatehold.bench.race;

import java.nio.file.Path;

/**
 * Where a peer may keep its data; it uses one of both.
 *
 * @param database the JDBC URL of an empty PostgreSQL database of its own, user included
 * @param folder an empty folder of its own
 */
public record Place(String database, Path folder) {}
