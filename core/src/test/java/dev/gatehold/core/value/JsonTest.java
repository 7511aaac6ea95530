package dev.gatehold.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void the_canonical_text_has_no_space_and_sorted_keys() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("b", Arrays.asList(1, true, null, "x", List.of(), Map.of()));
    object.put("a", 0.5);
    object.put("", -7L);
    assertThat(Json.canonical(object))
        .isEqualTo("{\"\":-7,\"a\":0.5,\"b\":[1,true,null,\"x\",[],{}]}");
  }

  /** The sorting example of RFC 8785, section 3.2.3. */
  @Test
  void keys_are_sorted_by_utf_16_code_units() {
    Map<String, Object> object = new HashMap<>();
    for (String key : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
      object.put(key, 0);
    }
    assertThat(Json.canonical(object))
        .isEqualTo(
            "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,"
                + "\"\ufb33\":0}");
  }

  /** The escapes of RFC 8785, section 3.2.2.2. */
  @Test
  void only_what_must_be_escaped_is_and_in_its_shortest_form() {
    assertThat(Json.canonical("\u20ac$\u000f\nA'B\"\\\"/\b\f\r\t\u0000\u001f\u007f\u2028"))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\\b\\f\\r\\t\\u0000\\u001f\u007f\u2028\"");
  }

  @Test
  void numbers_are_longs_or_doubles_whatever_class_they_came_in() {
    assertThat(Json.canonical(List.of((byte) 1, (short) 2, 3, 4L, new BigInteger("5"))))
        .isEqualTo("[1,2,3,4,5]");
    assertThat(Json.canonical(List.of(1.5f, 2.5, new BigDecimal("3.50"), new BigDecimal("1E+3"))))
        .isEqualTo("[1.5,2.5,3.5,1000.0]");
    assertThat(Json.canonical(List.of(Long.MIN_VALUE, Long.MAX_VALUE)))
        .isEqualTo("[-9223372036854775808,9223372036854775807]");
    assertThat(Json.freeze(7)).isEqualTo(7L);
    assertThat(Json.freeze(new BigDecimal("0.1"))).isEqualTo(0.1);
  }

  @Test
  void equal_values_have_one_text_whatever_the_order_of_their_keys() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1);
    one.put("b", 2);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", 2L);
    other.put("a", 1L);
    assertThat(Digest.ofJson(one)).isEqualTo(Digest.ofJson(other));
    assertThat(Digest.ofJson(List.of(1, 2))).isNotEqualTo(Digest.ofJson(List.of(2, 1)));
    assertThat(Digest.ofJson("1")).isNotEqualTo(Digest.ofJson(1));
  }

  @Test
  void a_frozen_value_is_apart_from_what_it_was_made_of_and_keeps_its_order() {
    List<Object> list = new ArrayList<>(List.of("x"));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", list);
    map.put("a", 1);
    Map<String, @Nullable Object> frozen = Json.freezeObject(map);
    list.add("y");
    map.clear();
    assertThat(frozen).isEqualTo(Map.of("z", List.of("x"), "a", 1L));
    assertThat(frozen.keySet()).containsExactly("z", "a");
    assertThatThrownBy(() -> frozen.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void what_json_does_not_have_is_refused() {
    Map<Object, Object> numbered = new HashMap<>(Map.of(1, "one"));
    for (Object value :
        List.of(
            Double.NaN,
            Float.POSITIVE_INFINITY,
            new BigDecimal("1E+400"),
            new BigInteger("9223372036854775808"),
            new BigInteger("-9223372036854775809"),
            Instant.EPOCH,
            'c',
            numbered,
            List.of(List.of(Instant.EPOCH)))) {
      assertThatThrownBy(() -> Json.freeze(value)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Json.canonical(value)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Json.freeze(new BigInteger("9223372036854775808")))
        .hasMessage(
            "Expected a whole number between -9223372036854775808 and 9223372036854775807, but"
                + " found 9223372036854775808. Write it as text.");
  }

  /** Two different texts would have one digest: encoding replaces half a character by '?'. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
  void half_a_surrogate_pair_is_refused(String text) {
    assertThatThrownBy(() -> Json.canonical(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.freeze(Map.of(text, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_whole_surrogate_pair_is_text() {
    assertThat(Json.canonical("a\ud83d\ude00\ud83d\ude00"))
        .isEqualTo("\"a\ud83d\ude00\ud83d\ude00\"");
  }

  @Test
  void nesting_is_limited_where_it_could_exhaust_a_stack() {
    assertThat(Json.canonical(nested(Json.MAX_DEPTH))).startsWith("[[[");
    for (int depth : new int[] {Json.MAX_DEPTH + 1, 100_000}) {
      assertThatThrownBy(() -> Json.freeze(nested(depth)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Expected a value nested at most 64 deep, but it goes deeper.");
      assertThatThrownBy(() -> Json.canonical(nested(depth)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Object nested(int depth) {
    Object value = "core";
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? List.of(value) : Arrays.asList(value);
    }
    return value;
  }
}
