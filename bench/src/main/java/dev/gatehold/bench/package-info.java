@NullMarked
package dev.gatehold.bench;

import org.jspecify.annotations.NullMarked;
