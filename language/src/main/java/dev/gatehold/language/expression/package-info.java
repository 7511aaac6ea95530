/**
 * CEL: finding expressions in text, checking them before anything runs, and evaluating them.
 * Everything the run machine evaluates goes through {@link
 * dev.gatehold.language.expression.CelExpressions}.
 */
@NullMarked
package dev.gatehold.language.expression;

import org.jspecify.annotations.NullMarked;
