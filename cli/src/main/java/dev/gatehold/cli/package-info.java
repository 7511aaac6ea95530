@NullMarked
package dev.gatehold.cli;

import org.jspecify.annotations.NullMarked;
