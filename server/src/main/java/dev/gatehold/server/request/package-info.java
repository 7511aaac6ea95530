/** Requests over HTTP: inbox, one request, decisions. */
@NullMarked
package dev.gatehold.server.request;

import org.jspecify.annotations.NullMarked;
