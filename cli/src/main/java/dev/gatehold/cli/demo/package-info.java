/**
 * The demonstration: scripted people take the example flows through their gates over the public
 * HTTP API.
 */
@NullMarked
package dev.gatehold.cli.demo;

import org.jspecify.annotations.NullMarked;
