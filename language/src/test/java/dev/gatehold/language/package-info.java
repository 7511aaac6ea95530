@NullMarked
package dev.gatehold.language;

import org.jspecify.annotations.NullMarked;
