package dev.gatehold.server.page;

/**
 * What a page says on top: the answer to what the person just did.
 *
 * @param message what happened, one sentence
 * @param next what to do now; may be empty
 */
public record Notice(Kind kind, String message, String next) {
  /** Whether it went well. */
  public enum Kind {
    DONE,
    REFUSED
  }

  public static Notice done(String message) {
    return new Notice(Kind.DONE, message, "");
  }

  public static Notice refused(String message, String next) {
    return new Notice(Kind.REFUSED, message, next);
  }

  public boolean good() {
    return kind == Kind.DONE;
  }
}
