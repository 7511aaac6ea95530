package dev.gatehold.connectors.http;

import java.util.Map;

/**
 * One message to send.
 *
 * @param headers by name, those that frame the message not included
 */
record Request(String method, WebAddress to, Map<String, String> headers, Content content) {}
