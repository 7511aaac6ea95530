package dev.gatehold.language.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2, narrowed to JSON. */
final class CoreScalars {
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern ZERO_LED = Pattern.compile("[-+]?0[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private CoreScalars() {}

  /** A scalar that YAML knows and JSON does not, or that means something unexpected. */
  static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(String expected) {
      super(expected);
    }
  }

  /**
   * The JSON value.
   *
   * @throws NotJson with what was expected instead
   */
  static @Nullable Object value(String text) throws NotJson {
    if (NULL.matcher(text).matches()) {
      return null;
    }
    if (TRUE.matcher(text).matches()) {
      return true;
    }
    if (FALSE.matcher(text).matches()) {
      return false;
    }
    if (ZERO_LED.matcher(text).matches()) {
      throw new NotJson("a number without leading zeros");
    }
    if (DECIMAL.matcher(text).matches()) {
      return whole(text, 10);
    }
    if (OCTAL.matcher(text).matches()) {
      return whole(text.substring(2), 8);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return whole(text.substring(2), 16);
    }
    if (NOT_FINITE.matcher(text).matches()) {
      throw new NotJson("a finite number");
    }
    return FLOAT.matcher(text).matches() ? finite(text) : text;
  }

  private static Long whole(String digits, int radix) throws NotJson {
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException tooLarge) {
      throw new NotJson("a whole number of at most 64 bits");
    }
  }

  private static Double finite(String text) throws NotJson {
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw new NotJson("a number that a double can hold");
    }
    return number;
  }
}
