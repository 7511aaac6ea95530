/**
 * What every reader of a flow file needs to report: places, findings, excerpts and did-you-mean.
 * Knows nothing of YAML, schemas or expressions; for the language module only.
 */
@NullMarked
package dev.gatehold.language.report;

import org.jspecify.annotations.NullMarked;
