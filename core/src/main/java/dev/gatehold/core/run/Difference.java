package dev.gatehold.core.run;

import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different from the round before: the input, the evidence, what will be done. */
final class Difference {
  private static final int LONGEST = 500;

  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

  /**
   * Compares.
   *
   * @param was the former values of the input's fields that changed
   * @param input as it is now
   * @param covered what the covered steps will do now, by step id
   */
  Difference(
      Request before,
      Map<String, @Nullable Object> was,
      Map<String, @Nullable Object> input,
      List<Evidence> evidence,
      Map<String, @Nullable Object> covered) {
    was.forEach((field, value) -> add("input: " + field, value, input.get(field)));
    Map<String, @Nullable Object> shown = contents(before.evidence());
    Map<String, @Nullable Object> shows = contents(evidence);
    compare("", shown, shows);
    covered.forEach((step, parameters) ->
        compare(step + ": ", object(before.subject().coveredParameters(step)), object(parameters)));
  }

  private static Map<String, @Nullable Object> contents(List<Evidence> evidence) {
    Map<String, @Nullable Object> contents = new LinkedHashMap<>();
    evidence.forEach(each -> {
      if (!each.title().equals(RequestMaker.ROUNDS_DIFFER)) {
        contents.put("evidence: " + each.title(), each.content());
      }
    });
    return contents;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    Map<String, @Nullable Object> object = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> object.put(String.valueOf(key), each));
    }
    return object;
  }

  private void compare(
      String of, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.forEach(key -> add(of + key, before.get(key), after.get(key)));
  }

  private void add(String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(Json.canonical(before), Json.canonical(after))) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("what", what);
      row.put("before", brief(before));
      row.put("after", brief(after));
      rows.add(row);
    }
  }

  private static @Nullable Object brief(@Nullable Object value) {
    String text = value instanceof String said ? said : Json.canonical(value);
    return text.length() <= LONGEST
        ? value
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  /** A table with the columns {@code what}, {@code before} and {@code after}. */
  List<Map<String, @Nullable Object>> rows() {
    return rows;
  }
}
