/**
 * Files that the operator of a server writes, read strictly and with places. What they say is the
 * business of the packages that read them.
 */
@NullMarked
package dev.gatehold.server.yaml;

import org.jspecify.annotations.NullMarked;
