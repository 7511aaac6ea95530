package dev.gatehold.client;

import java.io.IOException;

/** The server answered, and refused. */
public final class ServerRefused extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  ServerRefused(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The problem's code, such as {@code lease.lost}; empty when there was none. */
  public String code() {
    return code;
  }

  /** Whether the same call may be answered another time: the server is busy, or has a fault. */
  boolean passes() {
    return status == 429 || status >= 500;
  }
}
