package dev.gatehold.store.file;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Resources as files {@code resources/ab/cdef…} of a data folder, named by the digest of their
 * content. One process at a time uses a folder.
 */
public final class FileResourceStore implements ResourceStore {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path root;
  private final Spool incoming;

  /** Takes up {@code resources} in this data folder, or makes it. */
  public FileResourceStore(Path dataFolder) throws IOException {
    root = dataFolder.resolve("resources");
    incoming = Spool.in(root.resolve("incoming"));
    force(dataFolder);
  }

  @Override
  public Resource put(InputStream content, String name, String mediaType, long limit)
      throws IOException {
    Path part = incoming.newFile();
    try {
      Spool.Content stored = Spool.write(content, part, name, limit);
      keep(part, stored.digest());
      return new Resource(stored.digest(), name, mediaType, stored.size());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void keep(Path part, Digest digest) throws IOException {
    Path folder = Files.createDirectories(folder(digest));
    Files.move(part, path(digest), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    force(root);
  }

  // A file is durable only when the folder that names it is. Windows has no such call.
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /**
   * {@inheritDoc} The whole content is checked against its digest before any of it is given out.
   *
   * @throws CorruptResource when the file is not what it was
   */
  @Override
  public Optional<InputStream> open(Digest digest) throws IOException {
    FileChannel file;
    try {
      file = FileChannel.open(path(digest), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Digest found = digestOf(file);
      if (!found.equals(digest)) {
        throw new CorruptResource(path(digest), digest, found);
      }
      return Optional.of(Channels.newInputStream(file.position(0)));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Digest digestOf(FileChannel file) throws IOException {
    MessageDigest sum = Digest.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (file.read(buffer) >= 0) {
      sum.update(buffer.flip());
      buffer.clear();
    }
    return Digest.ofHash(sum.digest());
  }

  private Path folder(Digest digest) {
    return root.resolve(digest.hex().substring(0, 2));
  }

  private Path path(Digest digest) {
    return folder(digest).resolve(digest.hex().substring(2));
  }

  /** A stored file no longer has the content that it is named by. */
  public static final class CorruptResource extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptResource(Path file, Digest expected, Digest found) {
      super(
          "Expected "
              + file
              + " to have digest "
              + expected
              + ", but it has "
              + found
              + ". Restore it from a backup.");
    }
  }
}
