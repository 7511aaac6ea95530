package dev.gatehold.core.run;

/**
 * The database that keeps a run, where runs are spread over several: the end of the run's id says
 * which. Ids of what belongs to a run begin with that id and a dot, and so say it too.
 *
 * @param number 1 to {@link #MOST}, in the order in which a server is told its databases
 */
public record Home(int number) {
  public static final int MOST = 999;

  /** The home of every run whose id has no mark. */
  public static final Home FIRST = new Home(1);

  private static final char MARK = '-';

  public Home {
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException(
          "Expected the number of a database from 1 to " + MOST + ", but found " + number + ".");
    }
  }

  /** The home of a run, of its id or of that of anything that belongs to it. */
  public static Home of(String id) {
    int dot = id.indexOf('.');
    int end = dot < 0 ? id.length() : dot;
    int mark = id.lastIndexOf(MARK, end - 1);
    int number = mark < 0 ? 1 : number(id, mark + 1, end);
    return number == 1 ? FIRST : new Home(number);
  }

  /** What a mark says; 1 for text that is none. */
  private static int number(String id, int from, int end) {
    if (from == end || end - from > 3 || id.charAt(from) == '0') {
      return 1;
    }
    int number = 0;
    for (int i = from; i < end; i++) {
      char c = id.charAt(i);
      if (c < '0' || c > '9') {
        return 1;
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }

  /** This id with the mark of this home; ids of the first have none. */
  public String mark(String id) {
    return number == 1 ? id : id + MARK + number;
  }
}
