/**
 * The development server: started, furnished with examples, described. Spring is loaded from here
 * on only.
 */
@NullMarked
package dev.gatehold.cli.server;

import org.jspecify.annotations.NullMarked;
