@NullMarked
package dev.gatehold.language.report;

import org.jspecify.annotations.NullMarked;
