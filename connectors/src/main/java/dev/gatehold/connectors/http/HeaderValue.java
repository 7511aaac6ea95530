package dev.gatehold.connectors.http;

import java.nio.file.Path;

/** Where the value of a connection's header comes from. Only {@link Secrets} reads it. */
public sealed interface HeaderValue {
  /** Written in the settings; a secret only when the header's name says so. */
  record Text(String text) implements HeaderValue {
    /** Nothing: it may be a secret. */
    @Override
    public String toString() {
      return "Text[…]";
    }
  }

  /**
   * The content of a file, read when it is used; a line break at its end does not count.
   *
   * @param prefix what stands before it, such as {@code "Bearer "}
   */
  record FromFile(Path file, String prefix) implements HeaderValue {}

  /** A variable of the server's environment, read when it is used. */
  record FromEnvironment(String variable, String prefix) implements HeaderValue {}
}
