package dev.gatehold.bench.waiting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Figures by name, in the order in which they were found. */
final class Figures {
  private final Map<String, String> found = new LinkedHashMap<>();

  /** Large numbers without decimals, small ones with as many as can be read. */
  void say(String name, double value) {
    say(name, text(value));
  }

  void say(String name, String value) {
    found.put(name, value);
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(found);
  }

  static String text(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
