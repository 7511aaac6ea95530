/** Commands of those who decide: inbox, show, explain, approve, reject, withdraw. */
@NullMarked
package dev.gatehold.cli.request;

import org.jspecify.annotations.NullMarked;
