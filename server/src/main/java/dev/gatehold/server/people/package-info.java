/** People, tokens and sign-in over HTTP. */
@NullMarked
package dev.gatehold.server.people;

import org.jspecify.annotations.NullMarked;
