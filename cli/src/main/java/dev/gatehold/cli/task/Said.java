package dev.gatehold.cli.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command said of its progress, with a line such as {@code ::progress 0.4 frame 12}.
 *
 * @param share 0 to 1
 */
record Said(double share, String message) {
  private static final Pattern LINE =
      Pattern.compile("::progress (\\d{1,9}(?:\\.\\d{1,9})?)(?: (.*))?");
  private static final int LONGEST = 1_000;

  /** What this line says; null for any other line. */
  static @Nullable Said of(String line) {
    Matcher said = LINE.matcher(line.strip());
    if (!said.matches()) {
      return null;
    }
    double share = Double.parseDouble(said.group(1));
    String text = said.group(2) == null ? "" : said.group(2).strip();
    return share > 1 ? null : new Said(share, Captured.clean(text, LONGEST));
  }
}
