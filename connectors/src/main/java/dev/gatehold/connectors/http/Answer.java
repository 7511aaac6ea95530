package dev.gatehold.connectors.http;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param from where it comes from
 * @param headers by name in lower case
 * @param body decoded; reading it throws {@link AnswerTooLarge} or {@link BrokenAnswer}
 */
record Answer(WebAddress from, int status, Map<String, List<String>> headers, InputStream body) {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("\\s*([a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80})\\s*(?:;.*)?");
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([a-z0-9_.:-]{1,40})");

  /** The first value of a header; null without one. */
  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.getFirst();
  }

  /** The media type in lower case; empty when none is said. */
  String mediaType() {
    String type = header("content-type");
    Matcher media = MEDIA_TYPE.matcher(type == null ? "" : type.toLowerCase(Locale.ROOT));
    return media.matches() ? media.group(1) : "";
  }

  /** The name of the encoding of its text; UTF-8 when none is said. */
  String charset() {
    String type = header("content-type");
    Matcher charset = CHARSET.matcher(type == null ? "" : type);
    return charset.find() ? charset.group(1) : "UTF-8";
  }

  boolean isJson() {
    String type = mediaType();
    return type.equals("application/json") || type.endsWith("+json");
  }

  boolean isText() {
    String type = mediaType();
    return type.startsWith("text/")
        || type.equals("application/xml")
        || type.endsWith("+xml")
        || type.equals("application/yaml")
        || type.equals("application/x-www-form-urlencoded")
        || isJson();
  }
}
