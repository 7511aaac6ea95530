/**
 * What steps that run commands have in common, wherever the command runs: its parameters, what is
 * kept of what it says, and what it reports. For the connectors beside it only.
 */
@NullMarked
package dev.gatehold.connectors.command;

import org.jspecify.annotations.NullMarked;
