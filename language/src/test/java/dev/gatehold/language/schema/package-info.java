@NullMarked
package dev.gatehold.language.schema;

import org.jspecify.annotations.NullMarked;
