package dev.gatehold.server.page.request;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.page.JsonText;
import dev.gatehold.server.page.request.RequestPage.Rework;
import dev.gatehold.server.request.RequestDetail;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the form by which somebody resubmits, and reads what it sends. */
final class Reworks {
  private static final String INPUT = "input";

  private Reworks() {}

  /** The form with the input as it is, or as it was typed. */
  static Rework of(RequestDetail request, @Nullable Map<String, String> typed) {
    String comment = typed == null ? "" : typed.getOrDefault(Ballots.COMMENT, "");
    if (SchemaForm.propertiesOf(request.inputSchema()).isEmpty()) {
      String json = JsonText.pretty(request.input());
      return new Rework(
          java.util.List.of(), typed == null ? json : typed.getOrDefault(INPUT, json), comment);
    }
    SchemaForm form = form(request);
    return new Rework(typed == null ? form.fresh() : form.typed(typed), null, comment);
  }

  /** Every field that the schema names or the input has. */
  private static SchemaForm form(RequestDetail request) {
    Set<String> names = new LinkedHashSet<>();
    SchemaForm.propertiesOf(request.inputSchema())
        .keySet()
        .forEach(name -> names.add(String.valueOf(name)));
    names.addAll(request.input().keySet());
    return SchemaForm.editing(request.inputSchema(), names, request.input(), INPUT);
  }

  /** The whole input as it shall be; null when nothing was changed. */
  static @Nullable Map<String, @Nullable Object> input(
      RequestDetail request, Map<String, String> typed) {
    Map<String, @Nullable Object> input =
        typed.containsKey(INPUT) ? parsed(typed.get(INPUT)) : merged(request, typed);
    return Json.canonical(input).equals(Json.canonical(request.input())) ? null : input;
  }

  /** A field that was emptied is taken away. */
  private static Map<String, @Nullable Object> merged(
      RequestDetail request, Map<String, String> typed) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>(request.input());
    form(request)
        .changes(typed)
        .forEach((name, value) -> {
          if ("".equals(value)) {
            input.remove(name);
          } else {
            input.put(name, value);
          }
        });
    return Json.freezeObject(input);
  }

  private static Map<String, @Nullable Object> parsed(@Nullable String text) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    if (text != null && JsonText.parse(text).orElse(null) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> input.put(String.valueOf(name), value));
      return Json.freezeObject(input);
    }
    throw new GateholdException(
        "input.invalid",
        "Expected the input as a JSON object, but found something else.",
        "Correct the text and resubmit.");
  }
}
