/**
 * Working time: business calendars, rotations, and when a notification may reach a person. Every
 * function is told the instant; reading the clock and arming timers belong to the engine, and the
 * written form of calendars to the language.
 */
@NullMarked
package dev.gatehold.core.calendar;

import org.jspecify.annotations.NullMarked;
