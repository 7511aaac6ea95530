package dev.gatehold.language.schedule;

import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Words;
import java.util.List;
import java.util.Locale;
import org.springframework.scheduling.support.CronExpression;

/** A field of a cron expression, in the order in which they are written. */
enum CronField {
  MINUTE(0, "minutes as 0-59", ""),
  HOUR(1, "hours as 0-23", ""),
  DAY_OF_MONTH(2, "days of the month as 1-31", ""),
  MONTH(3, "months as 1-12 or JAN-DEC", "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  DAY_OF_WEEK(4, "days of the week as 0-7 or MON-SUN", "MON TUE WED THU FRI SAT SUN");

  private final int place;
  private final String range;
  private final String names;

  CronField(int place, String range, String names) {
    this.place = place;
    this.range = range;
    this.names = names;
  }

  /** Its place among the fields, from 0. */
  int place() {
    return place;
  }

  /**
   * Checks the field for itself.
   *
   * @param offset where it begins in the whole expression
   */
  void check(String text, int offset) {
    String[] fields = {"*", "*", "*", "*", "*"};
    fields[place] = text;
    if (CronExpression.isValidExpression("0 " + String.join(" ", fields))) {
      return;
    }
    throw new CronException(
        offset, "Expected " + range + ", but found " + Words.quote(text) + ".", meant(text));
  }

  private String meant(String text) {
    List<String> known = List.of(names.split(" ", -1));
    for (String word : text.toUpperCase(Locale.ROOT).split("[^A-Z]+", -1)) {
      if (word.length() > 1 && !known.contains(word)) {
        return DidYouMean.or(form(), word, known);
      }
    }
    return form();
  }

  private static String form() {
    return "Write *, a value, a list such as 1,15, a range such as 9-17, or steps such as */10.";
  }
}
