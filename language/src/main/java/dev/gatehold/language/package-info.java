/**
 * Flow files: read, checked and explained. {@code FlowReader} is the door. Knows the core only;
 * executes nothing but expressions.
 */
@NullMarked
package dev.gatehold.language;

import org.jspecify.annotations.NullMarked;
