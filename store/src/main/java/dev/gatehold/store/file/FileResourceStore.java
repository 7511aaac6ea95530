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
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resources as files {@code resources/ab/cdef…} of a data folder, named by the digest of their
 * content. One process at a time uses a folder. {@code resources/gone} has the times at which blobs
 * expired, under the same names.
 */
public final class FileResourceStore implements ResourceStore {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final BlobFolders blobs;
  private final BlobFolders gone;
  private final Path swept;
  private final Spool incoming;
  private final Dates dates;
  private final InstantSource clock;

  /** Held while a blob gets or loses its name, so that what is stored anew is not deleted. */
  private final Object naming = new Object();

  /** Takes up {@code resources} in this data folder, or makes it. */
  public FileResourceStore(Path dataFolder) throws IOException {
    this(dataFolder, InstantSource.system());
  }

  /** Takes up a folder, and dates by this clock what is stored. */
  public FileResourceStore(Path dataFolder, InstantSource clock) throws IOException {
    Path root = dataFolder.resolve("resources");
    this.blobs = new BlobFolders(root);
    this.gone = new BlobFolders(root.resolve("gone"));
    this.swept = root.resolve("swept");
    this.incoming = Spool.in(root.resolve("incoming"));
    this.dates = new Dates(incoming);
    this.clock = clock;
    Folders.force(dataFolder);
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
    Path folder = Files.createDirectories(blobs.folder(digest));
    synchronized (naming) {
      Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
      Files.move(part, blobs.file(digest), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(gone.file(digest));
    Folders.force(folder);
    Folders.force(blobs.root());
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
      file = FileChannel.open(blobs.file(digest), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Digest found = digestOf(file);
      if (!found.equals(digest)) {
        throw new CorruptResource(blobs.file(digest), digest, found);
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

  @Override
  public List<Blob> blobs(@Nullable Digest after, int limit) throws IOException {
    List<Blob> found = new ArrayList<>();
    for (Digest digest : blobs.after(after, limit)) {
      storedAt(digest).ifPresent(at -> found.add(new Blob(digest, at)));
    }
    return found;
  }

  private Optional<Instant> storedAt(Digest digest) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(blobs.file(digest)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc} The note comes first: a blob that is there does not count as gone, whatever is
   * noted about it.
   */
  @Override
  public boolean expire(Digest digest, Instant storedBefore, Instant at) throws IOException {
    if (!isOlder(digest, storedBefore)) {
      return false;
    }
    dates.write(gone.file(digest), at);
    Folders.force(gone.root());
    synchronized (naming) {
      if (!isOlder(digest, storedBefore)) {
        Files.deleteIfExists(gone.file(digest));
        return false;
      }
      Files.delete(blobs.file(digest));
    }
    Folders.force(blobs.folder(digest));
    return true;
  }

  private boolean isOlder(Digest digest, Instant time) throws IOException {
    return storedAt(digest).filter(at -> at.isBefore(time)).isPresent();
  }

  @Override
  public Optional<Instant> expiredAt(Digest digest) throws IOException {
    return Files.exists(blobs.file(digest)) ? Optional.empty() : Dates.read(gone.file(digest));
  }

  @Override
  public Optional<Instant> lastSweep() throws IOException {
    return Dates.read(swept);
  }

  @Override
  public void noteSweep(Instant at) throws IOException {
    dates.write(swept, at);
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
