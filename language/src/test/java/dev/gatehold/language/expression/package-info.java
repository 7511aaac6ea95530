@NullMarked
package dev.gatehold.language.expression;

import org.jspecify.annotations.NullMarked;
