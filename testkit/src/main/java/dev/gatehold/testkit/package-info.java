@NullMarked
package dev.gatehold.testkit;

import org.jspecify.annotations.NullMarked;
