/**
 * Local processes as the work of a step; {@link dev.gatehold.connectors.exec.ExecConnector} is the
 * door. Its contract with flow authors stands in {@code docs/connectors.md}.
 */
@NullMarked
package dev.gatehold.connectors.exec;

import org.jspecify.annotations.NullMarked;
