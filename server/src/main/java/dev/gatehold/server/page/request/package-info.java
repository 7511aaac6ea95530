/** The page of one request: everything to decide on, and the form that decides. */
@NullMarked
package dev.gatehold.server.page.request;

import org.jspecify.annotations.NullMarked;
