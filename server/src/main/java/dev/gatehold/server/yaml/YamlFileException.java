package dev.gatehold.server.yaml;

/** A file says something that it must not say; the message begins with file and line. */
public final class YamlFileException extends Exception {
  private static final long serialVersionUID = 1L;

  public YamlFileException(String message) {
    super(message);
  }
}
