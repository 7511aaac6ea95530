@NullMarked
package dev.gatehold.store;

import org.jspecify.annotations.NullMarked;
