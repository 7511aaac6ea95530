/** Keeps what is costly to compile: programs and schemas. For the language module only. */
@NullMarked
package dev.gatehold.language.cache;

import org.jspecify.annotations.NullMarked;
