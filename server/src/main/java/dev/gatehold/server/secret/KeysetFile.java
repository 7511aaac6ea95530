package dev.gatehold.server.secret;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys in a file that only the server's user reads. */
record KeysetFile(Path file) implements Keyset {
  @Override
  public @Nullable String read() throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public void write(String json) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "secret", ".key");
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      }
      Files.write(fresh, json.getBytes(StandardCharsets.UTF_8), StandardOpenOption.DSYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // What is sealed with a new key is worth nothing if the key is gone after a power cut.
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public String place() {
    return "in " + file;
  }
}
