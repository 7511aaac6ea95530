/**
 * JSON Schema: the published schema of flow files, the schemas that flows declare themselves, and
 * what they say about a value, in sentences.
 */
@NullMarked
package dev.gatehold.language.schema;

import org.jspecify.annotations.NullMarked;
