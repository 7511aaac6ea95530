/** The page of the setup link: makes the first administrator. */
@NullMarked
package dev.gatehold.server.page.setup;

import org.jspecify.annotations.NullMarked;
