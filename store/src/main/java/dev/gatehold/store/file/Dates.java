package dev.gatehold.store.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * Times that are kept as files with one line each. They stand in the content and not in the file's
 * own date, which a copy may lose.
 */
final class Dates {
  private static final int LONGEST = 64;

  private final Spool incoming;

  Dates(Spool incoming) {
    this.incoming = incoming;
  }

  /** Writes a time, durable when this returns; in place of one that was there. */
  void write(Path file, Instant time) throws IOException {
    Path part = incoming.newFile();
    try {
      byte[] line = (time + "\n").getBytes(StandardCharsets.UTF_8);
      Spool.write(new ByteArrayInputStream(line), part, "a time", LONGEST);
      Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(folder);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Reads a time; empty when there is none. */
  static Optional<Instant> read(Path file) throws IOException {
    try {
      return Optional.of(Instant.parse(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DateTimeParseException e) {
      throw new IOException(
          "Expected a time in "
              + file
              + ", but found something else. Restore it from a backup, or delete it.",
          e);
    }
  }
}
