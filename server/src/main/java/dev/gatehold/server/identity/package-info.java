/**
 * Who is at the door: accounts, passwords, tokens, sessions and the chains that let a request in. A
 * principal comes from here only.
 */
@NullMarked
package dev.gatehold.server.identity;

import org.jspecify.annotations.NullMarked;
