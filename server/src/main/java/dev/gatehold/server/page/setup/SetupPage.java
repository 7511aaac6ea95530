package dev.gatehold.server.page.setup;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Notice;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the setup page reads.
 *
 * @param token of the link that led here
 * @param usable whether the link still works
 * @param id as typed before
 * @param name as typed before
 */
public record SetupPage(
    Frame frame, @Nullable Notice notice, String token, boolean usable, String id, String name) {}
