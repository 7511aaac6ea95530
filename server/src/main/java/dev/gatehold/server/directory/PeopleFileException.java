package dev.gatehold.server.directory;

/** The people file says something that it must not say; the message begins with file and line. */
final class PeopleFileException extends Exception {
  private static final long serialVersionUID = 1L;

  PeopleFileException(String message) {
    super(message);
  }
}
