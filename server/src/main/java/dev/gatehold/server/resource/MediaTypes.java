package dev.gatehold.server.resource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells by its first bytes whether a blob is an image that a page may show. What a sender claims
 * counts for nothing; SVG is never among them, for it can carry scripts.
 */
final class MediaTypes {
  static final int BYTES_NEEDED = 12;
  private static final String UNKNOWN = "application/octet-stream";

  private MediaTypes() {}

  /** The media type to serve a blob with that begins so. */
  static String of(byte[] start) {
    if (startsWith(start, 0, "\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (startsWith(start, 0, "\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (startsWith(start, 0, "GIF87a") || startsWith(start, 0, "GIF89a")) {
      return "image/gif";
    }
    if (startsWith(start, 0, "RIFF") && startsWith(start, 8, "WEBP")) {
      return "image/webp";
    }
    return UNKNOWN;
  }

  private static boolean startsWith(byte[] start, int from, String mark) {
    byte[] expected = mark.getBytes(StandardCharsets.ISO_8859_1);
    int end = from + expected.length;
    return start.length >= end && Arrays.equals(Arrays.copyOfRange(start, from, end), expected);
  }
}
