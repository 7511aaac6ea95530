package dev.gatehold.simulation.law;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds always.
 *
 * @param name by which a failure names it
 * @param sentence what holds
 * @param check says how something breaks it; null when nothing does
 */
public record Law<T>(String name, String sentence, Function<T, @Nullable String> check) {
  static <T> Law<T> law(String name, String sentence, Function<T, @Nullable String> check) {
    return new Law<>(name, sentence, check);
  }
}
