package dev.gatehold.core.flow;

import dev.gatehold.core.flow.Template.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret belongs in rendered parameters. Places come from the flow's text alone: a value
 * that only looks like a secret's word is data, and stays it.
 *
 * @param pointer JSON Pointer (RFC 6901) of the text in the parameters
 * @param offset index in that text at which {@link Secret#word} stands for the value
 * @param secret the name
 */
public record SecretPlace(String pointer, int offset, String secret) {

  /** The places in what this template renders to, in the order of the template. */
  public static List<SecretPlace> of(
      Template.Mapping template, Expressions expressions, Scope scope) {
    List<SecretPlace> places = new ArrayList<>();
    find(template, "", expressions, scope, places);
    return List.copyOf(places);
  }

  private static void find(
      Template template,
      String pointer,
      Expressions expressions,
      Scope scope,
      List<SecretPlace> places) {
    switch (template) {
      case Secret(var name) -> places.add(new SecretPlace(pointer, 0, name));
      case Template.Text(var parts) -> inText(parts, pointer, expressions, scope, places);
      case Template.Sequence(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          find(items.get(i), pointer + "/" + i, expressions, scope, places);
        }
      }
      case Template.Mapping(var entries) -> {
        for (Map.Entry<String, Template> entry : entries.entrySet()) {
          find(entry.getValue(), field(pointer, entry.getKey()), expressions, scope, places);
        }
      }
      case Template.Literal _, Template.Expression _ -> {}
    }
  }

  private static void inText(
      List<Template> parts,
      String pointer,
      Expressions expressions,
      Scope scope,
      List<SecretPlace> places) {
    if (parts.stream().noneMatch(Secret.class::isInstance)) {
      return;
    }
    int offset = 0;
    for (Template part : parts) {
      if (part instanceof Secret(var name)) {
        places.add(new SecretPlace(pointer, offset, name));
      }
      offset += part.renderText(expressions, scope).length();
    }
  }

  /** The pointer to a field of the object at this pointer. */
  public static String field(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** These places as a subject has them. */
  public static List<Map<String, @Nullable Object>> json(List<SecretPlace> places) {
    return places.stream().map(SecretPlace::json).toList();
  }

  private Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("secret", secret);
    shown.put("at", pointer);
    shown.put("offset", (long) offset);
    return shown;
  }
}
