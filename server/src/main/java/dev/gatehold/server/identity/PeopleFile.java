package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.PeopleFileReader.PeopleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of {@code people.yaml}, read again when the file changes. A version that cannot be
 * read leaves the one before in place and is logged once.
 */
final class PeopleFile {
  private static final Logger LOG = LoggerFactory.getLogger(PeopleFile.class);

  /** Tells versions of the file apart; {@code inode} changes when an editor replaces the file. */
  private record Stamp(FileTime changed, long size, @Nullable Object inode) {}

  /** What one readable version said; the number grows with each. */
  record Content(long version, List<Account> accounts) {}

  private final @Nullable Path path;
  private volatile Content content = new Content(0, List.of());
  private volatile @Nullable Stamp seen;

  private PeopleFile(@Nullable Path path) {
    this.path = path;
  }

  /**
   * Reads the file for the first time; null stands for a server without one.
   *
   * @throws GateholdException {@code people.unreadable} with the place
   */
  static PeopleFile open(@Nullable Path path) {
    PeopleFile file = new PeopleFile(path);
    if (path == null) {
      return file;
    }
    try {
      file.seen = stamp(path);
      file.content = new Content(1, read(path));
      return file;
    } catch (PeopleFileException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unreadable("Expected to read the people file " + path + ", but it failed: " + e);
    }
  }

  private static GateholdException unreadable(String message) {
    return new GateholdException("people.unreadable", message, "Mend the file and start again.");
  }

  /** The newest readable version. */
  Content content() {
    Path file = path;
    if (file == null) {
      return content;
    }
    Stamp now = stampOrNull(file);
    if (now != null ? !now.equals(seen) : seen != null) {
      reload(file, now);
    }
    return content;
  }

  private synchronized void reload(Path file, @Nullable Stamp now) {
    if (now != null ? now.equals(seen) : seen == null) {
      return;
    }
    seen = now;
    try {
      List<Account> accounts = read(file);
      content = new Content(content.version() + 1, accounts);
      LOG.info("Read people from {} again: {} accounts.", file, accounts.size());
    } catch (PeopleFileException | IOException e) {
      LOG.warn("Kept the people read before, for the new file is not usable: {}", e.getMessage());
    }
  }

  private static List<Account> read(Path file) throws PeopleFileException, IOException {
    return PeopleFileReader.read(file.toString(), Files.readString(file));
  }

  private static @Nullable Stamp stampOrNull(Path file) {
    try {
      return stamp(file);
    } catch (IOException gone) {
      return null;
    }
  }

  private static Stamp stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
