package dev.gatehold.server.page;

import dev.gatehold.engine.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in the form in which a page shows it: nothing is left out, and what a text really
 * contains can be seen.
 */
public sealed interface Shape {
  /** Texts longer than this are cut, and say so; the whole stands in the subject or journal. */
  int LIMIT = 20_000;

  /** A text, number or other word on one line. */
  record Word(String text) implements Shape {}

  /** A text with several lines. */
  record Block(String text) implements Shape {}

  /** A list, such as the arguments of a command. */
  record Items(List<Shape> items) implements Shape {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object. */
  record Facts(List<Fact> facts) implements Shape {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** A reference to a stored blob. */
  record Stored(String name, String mediaType, long size, String digest) implements Shape {}

  /** Nothing, with the word for it. */
  record Nothing(String word) implements Shape {}

  /** A value with its name. */
  record Fact(String name, Shape value) {}

  /** The shape of a JSON value. */
  static Shape of(@Nullable Object value) {
    return switch (value) {
      case null -> new Nothing("null");
      case String text when text.isEmpty() -> new Nothing("empty text");
      case String text -> ofText(text);
      case List<?> list when list.isEmpty() -> new Nothing("empty list");
      case List<?> list -> new Items(list.stream().map(Shape::of).toList());
      case Map<?, ?> map when map.isEmpty() -> new Nothing("nothing");
      case Map<?, ?> map ->
          Resource.fromJson(map).<Shape>map(Shape::ofResource).orElseGet(() -> factsOf(map));
      default -> new Word(JsonText.compact(value));
    };
  }

  /** The facts of an object; none for an empty one. */
  static Facts factsOf(Map<?, ?> map) {
    List<Fact> facts = new ArrayList<>();
    map.forEach(
        (name, value) -> facts.add(new Fact(VisibleText.line(String.valueOf(name)), of(value))));
    return new Facts(facts);
  }

  private static Shape ofText(String text) {
    boolean cut = text.length() > LIMIT;
    String shown =
        VisibleText.of(cut ? text.substring(0, LIMIT) : text)
            + (cut ? " … (" + (text.length() - LIMIT) + " more characters)" : "");
    return shown.contains("\n") ? new Block(shown) : new Word(shown);
  }

  private static Stored ofResource(Resource resource) {
    return new Stored(
        VisibleText.line(resource.name()),
        VisibleText.line(resource.mediaType()),
        resource.size(),
        resource.digest().brief());
  }
}
