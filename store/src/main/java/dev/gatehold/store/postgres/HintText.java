package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.Hint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hints as the payload of a notification: words with spaces between them, of which the first names
 * the sender. Words that are not known are passed over, so that a newer version may say more, and
 * anybody may say anything.
 */
final class HintText {
  /** PostgreSQL takes payloads of less than 8000 bytes; all that is written here is ASCII. */
  private static final int LONGEST = 7_900;

  private static final String RUN = "run:";
  private static final String EFFECTS = "effects";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern TASKS =
      Pattern.compile("tasks:([1-9][0-9]{0,3}):([A-Za-z0-9_.-]{1,64})");

  private HintText() {}

  /** What of this fits into one notification, in order. */
  static String write(String sender, List<Hint> hints) {
    StringBuilder text = new StringBuilder(sender);
    for (Hint hint : hints) {
      switch (hint) {
        case Hint.RunsGrown grown -> grown.runs().forEach(run -> add(text, RUN, run));
        case Hint.TasksWaiting(var queue, var count) ->
            add(text, "tasks:" + Math.min(count, 9_999) + ":", queue);
        case Hint.EffectsLeft _ -> add(text, "", EFFECTS);
      }
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String kind, String name) {
    boolean fits = text.length() + 1 + kind.length() + name.length() <= LONGEST;
    if (fits && NAME.matcher(name).matches()) {
      text.append(' ').append(kind).append(name);
    }
  }

  /** What others say; nothing when it was said by {@code self}. */
  static List<Hint> read(String self, String text) {
    List<String> words = List.of(text.split(" ", -1));
    if (words.getFirst().equals(self)) {
      return List.of();
    }
    Set<String> runs = new HashSet<>();
    List<Hint> hints = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      Matcher tasks = TASKS.matcher(word);
      if (word.startsWith(RUN)) {
        runs.add(word.substring(RUN.length()));
      } else if (tasks.matches()) {
        hints.add(new Hint.TasksWaiting(tasks.group(2), Integer.parseInt(tasks.group(1))));
      } else if (word.equals(EFFECTS)) {
        hints.add(new Hint.EffectsLeft());
      }
    }
    if (!runs.isEmpty()) {
      hints.add(new Hint.RunsGrown(runs));
    }
    return hints;
  }
}
