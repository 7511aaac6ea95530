/**
 * What a command says and how it looks: answers, the JSON envelope, tables, colours, exit codes.
 * Knows no server.
 */
@NullMarked
package dev.gatehold.cli.output;

import org.jspecify.annotations.NullMarked;
