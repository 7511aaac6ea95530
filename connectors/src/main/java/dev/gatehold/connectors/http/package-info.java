/**
 * HTTP requests as the work of a step; {@link dev.gatehold.connectors.http.HttpConnector} is the
 * door. Its contract with flow authors stands in {@code docs/connectors.md}.
 */
@NullMarked
package dev.gatehold.connectors.http;

import org.jspecify.annotations.NullMarked;
