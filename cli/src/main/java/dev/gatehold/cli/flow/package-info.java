/** Commands of authors: check, push, release, promote, list, show. */
@NullMarked
package dev.gatehold.cli.flow;

import org.jspecify.annotations.NullMarked;
