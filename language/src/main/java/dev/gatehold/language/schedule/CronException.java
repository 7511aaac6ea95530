package dev.gatehold.language.schedule;

/** A schedule that cannot be read. */
public final class CronException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int offset;
  private final String next;

  CronException(int offset, String message, String next) {
    super(message);
    this.offset = offset;
    this.next = next;
  }

  /** Where in the text it is wrong; an index from 0. */
  public int offset() {
    return offset;
  }

  /** The sentence. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What to do. */
  public String next() {
    return next;
  }
}
