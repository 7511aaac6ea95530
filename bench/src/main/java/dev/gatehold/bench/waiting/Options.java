package dev.gatehold.bench.waiting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [--runs N] [--deadlines N] [--postgres | --database URL]}.
 *
 * @param postgres whether to start a PostgreSQL for it
 * @param database an empty PostgreSQL database to use; null for none
 * @param words as they were given
 */
record Options(Sizes sizes, boolean postgres, @Nullable String database, List<String> words) {
  private static final int RUNS = 20_000;
  private static final int DEADLINES = 2_000;

  static Options of(String... words) {
    int runs = RUNS;
    int deadlines = DEADLINES;
    boolean postgres = false;
    String database = null;
    List<String> left = new ArrayList<>(List.of(words));
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      switch (word) {
        case "--postgres" -> postgres = true;
        case "--runs" -> runs = number(word, left);
        case "--deadlines" -> deadlines = number(word, left);
        case "--database" -> database = value(word, left);
        default ->
            throw new IllegalArgumentException(
                "Expected --runs N, --deadlines N, --postgres or --database URL, but found '"
                    + word
                    + "'.");
      }
    }
    return new Options(Sizes.of(runs, deadlines), postgres, database, List.of(words));
  }

  String store() {
    return postgres || database != null ? "PostgreSQL" : "SQLite";
  }

  private static int number(String option, List<String> left) {
    String value = value(option, left);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a number after %s, but found '%s'.".formatted(option, value));
    }
  }

  private static String value(String option, List<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("Expected a value after " + option + ".");
    }
    return left.removeFirst();
  }
}
