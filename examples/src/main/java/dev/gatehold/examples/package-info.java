@NullMarked
package dev.gatehold.examples;

import org.jspecify.annotations.NullMarked;
