package dev.gatehold.connectors.http;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds values in JSON by RFC 6901. */
final class JsonPointer {
  private static final Pattern POINTER = Pattern.compile("(?:/[^/~]*+(?:~[01][^/~]*+)*+)*+");
  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

  private JsonPointer() {}

  static boolean isOne(String text) {
    return POINTER.matcher(text).matches();
  }

  /**
   * What is at a pointer.
   *
   * @param missing what is not there, as a fact; null when the value was found
   */
  record Found(@Nullable Object value, @Nullable String missing) {}

  static Found find(@Nullable Object json, String pointer) {
    if (pointer.isEmpty()) {
      return new Found(json, null);
    }
    Object at = json;
    String path = "";
    for (String token : pointer.substring(1).split("/", -1)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      if (at instanceof Map<?, ?> map && map.containsKey(name)) {
        at = map.get(name);
      } else if (at instanceof List<?> list && isIndex(name, list.size())) {
        at = list.get(Integer.parseInt(name));
      } else {
        String where = path.isEmpty() ? "at its top" : "under '" + path + "'";
        return new Found(null, "there is no '" + name + "' " + where);
      }
      path += "/" + token;
    }
    return new Found(at, null);
  }

  private static boolean isIndex(String name, int size) {
    return INDEX.matcher(name).matches() && Integer.parseInt(name) < size;
  }
}
