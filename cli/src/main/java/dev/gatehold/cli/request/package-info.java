/**
 * Commands of those who are asked and of those who ask: inbox, show, explain, the words that
 * decide, withdraw, delegate, resubmit.
 */
@NullMarked
package dev.gatehold.cli.request;

import org.jspecify.annotations.NullMarked;
