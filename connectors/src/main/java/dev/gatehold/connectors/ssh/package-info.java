/**
 * Commands on other machines as the work of a step; {@link
 * dev.gatehold.connectors.ssh.SshConnector} is the door. Its contract with flow authors stands in
 * {@code docs/connectors.md}; what it runs over there, in the scripts beside these classes.
 */
@NullMarked
package dev.gatehold.connectors.ssh;

import org.jspecify.annotations.NullMarked;
