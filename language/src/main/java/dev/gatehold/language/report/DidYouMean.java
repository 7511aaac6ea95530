package dev.gatehold.language.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably wanted to write. */
public final class DidYouMean {
  private static final double ALIKE = 0.9;
  private static final int LONGEST = 64;

  private DidYouMean() {}

  /** The likeliest of the choices; null when none is close. */
  public static @Nullable String closest(String word, Collection<String> choices) {
    if (word.length() > LONGEST) {
      return null;
    }
    return choices.stream()
        .filter(choice -> isClose(plain(word), plain(choice)))
        .min(
            Comparator.<String>comparingInt(choice -> slips(plain(word), plain(choice)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  /** {@code Did you mean 'x'?}, or what else to do when no choice is close. */
  public static String or(String otherwise, String word, Collection<String> choices) {
    String choice = closest(word, choices);
    return choice == null ? otherwise : "Did you mean '" + choice + "'?";
  }

  private static boolean isClose(String word, String choice) {
    int length = Math.min(word.length(), choice.length());
    return slips(word, choice) <= (length < 3 ? 0 : length < 6 ? 1 : 2)
        || (length > 3 && new JaroWinklerSimilarity().apply(word, choice) >= ALIKE);
  }

  private static int slips(String word, String choice) {
    return new DamerauLevenshteinDistance().apply(word, choice);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
