/**
 * The connections that the operator of a server declares: places outside that flows may reach by
 * name, with the secrets for them. A file per server, a reader per kind of connection.
 */
@NullMarked
package dev.gatehold.server.connection;

import org.jspecify.annotations.NullMarked;
