@NullMarked
package dev.gatehold.language.yaml;

import org.jspecify.annotations.NullMarked;
