/**
 * The race: the same approval cycle on Gatehold and on the systems that somebody would pick
 * instead, one after the other, each in a process of its own. {@link dev.gatehold.bench.race.Race}
 * is the program that runs them; {@link dev.gatehold.bench.race.Lane} runs in the process of each.
 * What the lanes of other systems use ({@link dev.gatehold.bench.race.Peer}, {@link
 * dev.gatehold.bench.race.Place}, {@code Lane} and what they need) must do with the JDK alone.
 */
@NullMarked
package dev.gatehold.bench.race;

import org.jspecify.annotations.NullMarked;
