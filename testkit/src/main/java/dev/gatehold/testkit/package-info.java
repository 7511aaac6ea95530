/**
 * What tests of Gatehold and of its users are made of: a clock that moves when told, stores in
 * memory, and the storage contract that every store must pass. Nothing here is for production.
 */
@NullMarked
package dev.gatehold.testkit;

import org.jspecify.annotations.NullMarked;
