/**
 * The rules of a gate: requirement, decision, evaluation, subject. Called by the run machine only;
 * the values are shown everywhere.
 */
@NullMarked
package dev.gatehold.core.approval;

import org.jspecify.annotations.NullMarked;
