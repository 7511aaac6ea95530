/** {@code secret …}: sets, lists and deletes the secrets of flows; none reads a value back. */
@NullMarked
package dev.gatehold.cli.secret;

import org.jspecify.annotations.NullMarked;
