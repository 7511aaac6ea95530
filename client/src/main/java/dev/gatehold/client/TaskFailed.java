package dev.gatehold.client;

/** An attempt at a task that failed, in the words that the run's record will have. */
public final class TaskFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final boolean retryable;

  /**
   * Says how it failed.
   *
   * @param code stable, words with dots, such as {@code render.no_license}; at most 64 characters
   * @param message expected what, found what, next step; at most 4,000 characters
   * @param retryable whether another attempt could succeed
   */
  public TaskFailed(String code, String message, boolean retryable) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }

  public String code() {
    return code;
  }

  public boolean retryable() {
    return retryable;
  }
}
