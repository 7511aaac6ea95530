@NullMarked
package dev.gatehold.connectors;

import org.jspecify.annotations.NullMarked;
