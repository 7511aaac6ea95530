@NullMarked
package dev.gatehold.language.cache;

import org.jspecify.annotations.NullMarked;
