/** Accounts and tokens as stored, and the directory as the engine reads it. */
@NullMarked
package dev.gatehold.engine.people;

import org.jspecify.annotations.NullMarked;
