/**
 * The server: everything wired, reached over HTTP. Start reading at {@code GateholdServer}. No
 * rules live here: who may decide is asked of the engine.
 *
 * <p>Static files of the pages live under {@code static/assets} and are public; every other route
 * is denied unless the identity package lets it in.
 */
@NullMarked
package dev.gatehold.server;

import org.jspecify.annotations.NullMarked;
