package dev.gatehold.engine.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The shapes in which a program may say a secret without meaning to: as it is, line by line, and in
 * the common codings of bytes in text. All in lower case, for they are sought in any case.
 */
final class Shapes {
  /** The columns at which {@code base64}, PEM and {@code xxd} begin a new line. */
  private static final int[] WRAPS = {76, 64, 60};

  private static final String UNRESERVED = "-._~";

  /** Of bytes, each as one character. */
  private final Set<String> shapes = new LinkedHashSet<>();

  private Shapes() {}

  /** The shapes of all these secrets; those that are too short to tell are left out. */
  static Collection<byte[]> of(Collection<String> secrets) {
    Shapes all = new Shapes();
    for (String secret : secrets) {
      all.piece(secret);
      all.piece(secret.strip());
      secret.lines().map(String::strip).forEach(all::piece);
    }
    return all.shapes.stream().map(shape -> shape.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  private void piece(String piece) {
    if (piece.length() < Masking.SHORTEST) {
      return;
    }
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    add(bytes);
    base64(piece, Base64.getEncoder());
    base64(piece, Base64.getUrlEncoder());
    wrapped(HexFormat.of().formatHex(bytes));
    percent(bytes);
    String json = json(piece, false);
    text(json);
    text(json.replace("/", "\\/"));
    text(json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
    text(json(piece, true));
    text(json(json, false));
    text(html(piece, "&quot;", "&#39;"));
    text(html(piece, "&#34;", "&apos;"));
    text(piece.replace("'", "'\\''"));
  }

  private void text(String shape) {
    add(shape.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] shape) {
    if (shape.length >= Masking.SHORTEST) {
      byte[] lower = new byte[shape.length];
      for (int i = 0; i < shape.length; i++) {
        lower[i] = ShapeIndex.lower(shape[i]);
      }
      shapes.add(new String(lower, StandardCharsets.ISO_8859_1));
    }
  }

  /** As it is, and in lines. */
  private void wrapped(String shape) {
    text(shape);
    for (int width : WRAPS) {
      for (int at = 0; at < shape.length(); at += width) {
        text(shape.substring(at, Math.min(shape.length(), at + width)));
      }
    }
  }

  /**
   * Alone, with the line feed that {@code echo} adds, and as a part of something longer: what
   * stands before it shifts it by up to two bytes, and its first and last character then belong to
   * others.
   */
  private void base64(String piece, Base64.Encoder encoder) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    wrapped(encoder.encodeToString(bytes));
    wrapped(encoder.withoutPadding().encodeToString(bytes));
    wrapped(encoder.encodeToString((piece + "\n").getBytes(StandardCharsets.UTF_8)));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String coded = encoder.withoutPadding().encodeToString(shifted);
      text(coded.substring((shift * 8 + 5) / 6, shifted.length * 8 / 6));
    }
  }

  private void percent(byte[] bytes) {
    String form =
        URLEncoder.encode(new String(bytes, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    text(form);
    text(form.replace("+", "%20"));
    text(HexFormat.of().withPrefix("%").formatHex(bytes));
    text(percent(bytes, c -> UNRESERVED.indexOf(c) >= 0));
    text(percent(bytes, c -> (UNRESERVED + "!'()*").indexOf(c) >= 0));
    text(percent(bytes, c -> (UNRESERVED + "/").indexOf(c) >= 0));
    text(percent(bytes, c -> (UNRESERVED + "!$&'()*+,;=:@").indexOf(c) >= 0));
  }

  private static String percent(byte[] bytes, IntPredicate plain) {
    StringBuilder coded = new StringBuilder();
    for (byte b : bytes) {
      int c = b & 0xFF;
      boolean word = c < 0x80 && Character.isLetterOrDigit(c);
      if (word || plain.test(c)) {
        coded.append((char) c);
      } else {
        coded.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return coded.toString();
  }

  private static String json(String text, boolean ascii) {
    StringBuilder coded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> coded.append("\\\"");
        case '\\' -> coded.append("\\\\");
        case '\n' -> coded.append("\\n");
        case '\r' -> coded.append("\\r");
        case '\t' -> coded.append("\\t");
        default -> {
          if (c < 0x20 || (ascii && c >= 0x7F)) {
            coded.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            coded.append(c);
          }
        }
      }
    }
    return coded.toString();
  }

  private static String html(String text, String quote, String apostrophe) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", quote)
        .replace("'", apostrophe);
  }
}
