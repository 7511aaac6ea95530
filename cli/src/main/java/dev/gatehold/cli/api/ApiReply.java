package dev.gatehold.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A successful answer.
 *
 * @param body a missing node when there is none
 * @param tag the subject digest of a request, from its {@code ETag}; null for anything else
 */
public record ApiReply(int status, JsonNode body, @Nullable String tag) {}
