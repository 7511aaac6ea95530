/** Secrets of flows: the key that seals them, and the resource by which admins set them. */
@NullMarked
package dev.gatehold.server.secret;

import org.jspecify.annotations.NullMarked;
