package dev.gatehold.engine.secret;

import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.Effect;
import dev.gatehold.engine.Environment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a piece of work with its secrets set in: kept in memory for as long as the work
 * takes, and written nowhere.
 *
 * @param masking hides these secrets
 */
public record Opened(Map<String, @Nullable Object> parameters, Masking masking) {

  /**
   * Opens the secrets of a step and sets them in where the flow has them, and nowhere else.
   *
   * @throws SecretUnavailable when one of them cannot be opened
   * @throws IllegalStateException when the parameters do not fit the places
   */
  public static Opened of(Effect.RunStep step, SecretSource source, Environment environment)
      throws SecretUnavailable {
    List<SecretPlace> places = step.secrets();
    if (places == null) {
      return new Opened(step.parameters(), Masking.NONE);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (SecretPlace place : places) {
      if (!values.containsKey(place.secret())) {
        values.put(place.secret(), source.open(place.secret(), environment));
      }
    }
    Map<String, List<SecretPlace>> byPointer = new LinkedHashMap<>();
    for (SecretPlace place : places) {
      byPointer.computeIfAbsent(place.pointer(), _ -> new ArrayList<>()).add(place);
    }
    Setter setter = new Setter(byPointer, values);
    Map<String, @Nullable Object> parameters = setter.object(step.parameters(), "");
    if (!byPointer.isEmpty()) {
      throw new IllegalStateException("Expected text at " + byPointer.keySet() + ".");
    }
    return new Opened(parameters, Masking.of(values.values()));
  }

  /** Copies parameters; takes each place away that it has seen to. */
  private record Setter(Map<String, List<SecretPlace>> places, Map<String, String> values) {
    @Nullable Object copy(@Nullable Object value, String pointer) {
      return switch (value) {
        case String text -> text(text, pointer);
        case Map<?, ?> map -> object(map, pointer);
        case List<?> list -> {
          List<@Nullable Object> copy = new ArrayList<>(list.size());
          for (int i = 0; i < list.size(); i++) {
            copy.add(copy(list.get(i), pointer + "/" + i));
          }
          yield copy;
        }
        case null, default -> value;
      };
    }

    Map<String, @Nullable Object> object(Map<?, ?> object, String pointer) {
      Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(object.size());
      object.forEach((key, value) -> {
        String name = String.valueOf(key);
        copy.put(name, copy(value, SecretPlace.field(pointer, name)));
      });
      return copy;
    }

    private String text(String text, String pointer) {
      List<SecretPlace> here = places.remove(pointer);
      if (here == null) {
        return text;
      }
      StringBuilder opened = new StringBuilder(text);
      here.sort(Comparator.comparingInt(SecretPlace::offset).reversed());
      for (SecretPlace place : here) {
        String word = Template.Secret.word(place.secret());
        if (!text.startsWith(word, place.offset())) {
          throw new IllegalStateException("Expected '" + word + "' at " + place + ".");
        }
        opened.replace(
            place.offset(),
            place.offset() + word.length(),
            String.valueOf(values.get(place.secret())));
      }
      return opened.toString();
    }
  }

  /** Nothing of the values. */
  @Override
  public String toString() {
    return "Opened[…]";
  }
}
