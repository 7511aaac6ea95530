package dev.gatehold.core.approval;

/** When rejections end a gate. Written {@code any}, {@code impossible}, or {@code count:N}. */
public sealed interface Rejects {
  Rejects ANY = new AnyOne();

  /** The first one does. */
  record AnyOne() implements Rejects {
    @Override
    public String text() {
      return "any";
    }
  }

  /** They do when approval can no longer be reached. */
  record Impossible() implements Rejects {
    @Override
    public String text() {
      return "impossible";
    }
  }

  /** So many do, or fewer when approval can no longer be reached; 1 or more. */
  record Enough(int count) implements Rejects {
    @Override
    public String text() {
      return "count:" + count;
    }
  }

  /** The written form. */
  String text();

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException for another one
   */
  static Rejects parse(String text) {
    if (text.equals("any")) {
      return ANY;
    }
    if (text.equals("impossible")) {
      return new Impossible();
    }
    if (text.matches("count:[1-9][0-9]{0,3}")) {
      return new Enough(Integer.parseInt(text.substring("count:".length())));
    }
    throw new IllegalArgumentException(
        "Expected 'any', 'impossible' or 'count:N', but found '" + text + "'.");
  }
}
