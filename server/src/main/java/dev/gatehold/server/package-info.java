@NullMarked
package dev.gatehold.server;

import org.jspecify.annotations.NullMarked;
