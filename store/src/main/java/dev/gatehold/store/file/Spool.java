package dev.gatehold.store.file;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A folder for content whose digest is not known yet. What is in it after a crash is of no use; it
 * is emptied when the folder is taken up again. One process at a time uses it.
 */
public final class Spool {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path folder;

  private Spool(Path folder) {
    this.folder = folder;
  }

  /** What a file of the spool holds. */
  public record Content(Digest digest, long size) {}

  /** Takes up this folder, or makes it. */
  public static Spool in(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new Spool(folder);
  }

  /** A new file; whoever asks for it moves or deletes it. */
  public Path newFile() throws IOException {
    return Files.createTempFile(folder, "", ".part");
  }

  /**
   * Writes all of a stream into a file and flushes it.
   *
   * @param name for the error
   * @param limit in bytes
   * @throws ResourceTooLarge when there is more
   */
  public static Content write(InputStream content, Path file, String name, long limit)
      throws IOException {
    MessageDigest sum = Digest.sha256();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        size += read;
        if (size > limit) {
          throw new ResourceTooLarge(name, limit);
        }
        sum.update(buffer, 0, read);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
      return new Content(Digest.ofHash(sum.digest()), size);
    }
  }
}
