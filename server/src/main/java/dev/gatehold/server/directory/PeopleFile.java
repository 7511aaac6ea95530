package dev.gatehold.server.directory;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.yaml.YamlFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code people.yaml} says, read again when the file changes.
 *
 * <p>A version with a mistake leaves the one before in place: whoever wrote it can see that in the
 * log. A file that cannot be read at all is another matter: nobody can tell what it says by now, so
 * what was read before holds only for {@link #GRACE}, which is enough for replacing a file.
 */
final class PeopleFile {
  private static final Logger LOG = LoggerFactory.getLogger(PeopleFile.class);

  /** How long what was read holds when the file cannot be read any more. */
  static final Duration GRACE = Duration.ofMinutes(1);

  /** Tells versions of the file apart; {@code inode} changes when an editor replaces the file. */
  private record Stamp(FileTime changed, long size, @Nullable Object inode) {}

  /**
   * What the last usable version said.
   *
   * @param version grows with each usable version
   * @param failure half a sentence about why it holds no longer; null when it does
   */
  record Content(long version, Roster roster, @Nullable String failure) {}

  private final @Nullable Path path;
  private final InstantSource clock;

  /** The version of the file that was looked at last; null when the file must be read again. */
  private volatile @Nullable Stamp seen;

  private volatile Content content = new Content(0, Roster.EMPTY, null);
  private volatile Instant lastReadable;
  private boolean lost;

  private PeopleFile(@Nullable Path path, InstantSource clock) {
    this.path = path;
    this.clock = clock;
    this.lastReadable = clock.instant();
  }

  /**
   * Reads the file for the first time; null stands for a server without one.
   *
   * @throws GateholdException {@code people.unreadable} with the place
   */
  static PeopleFile open(@Nullable Path path, InstantSource clock) {
    PeopleFile file = new PeopleFile(path, clock);
    if (path == null) {
      return file;
    }
    try {
      file.seen = stamp(path);
      file.content = new Content(1, read(path), null);
      return file;
    } catch (YamlFileException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unreadable("Expected to read the people file " + path + ", but it failed: " + e);
    }
  }

  private static GateholdException unreadable(String message) {
    return new GateholdException("people.unreadable", message, "Mend the file and start again.");
  }

  /** What the file says at this moment. */
  Content content() {
    Path file = path;
    if (file == null) {
      return content;
    }
    Stamp now = stampOrNull(file);
    if (now != null && now.equals(seen)) {
      lastReadable = clock.instant();
      return content;
    }
    return reload(file);
  }

  private synchronized Content reload(Path file) {
    try {
      Stamp now = stamp(file);
      boolean usable = now.equals(seen) || readAgain(file);
      seen = now;
      found(file, usable);
    } catch (IOException e) {
      lost(file, e);
    }
    return content;
  }

  /** Whether it said something usable. */
  private boolean readAgain(Path file) throws IOException {
    try {
      Roster roster = read(file);
      content = new Content(content.version() + 1, roster, null);
      LOG.info("Read people from {} again: {} accounts.", file, roster.accounts().size());
      return true;
    } catch (YamlFileException e) {
      LOG.warn("Kept the people read before, for the new file is not usable: {}", e.getMessage());
      return false;
    }
  }

  /** What holds no longer does not hold again because of a version with a mistake. */
  private void found(Path file, boolean usable) {
    lastReadable = clock.instant();
    if (lost) {
      lost = false;
      LOG.info("The people file {} can be read again.", file);
    }
    if (usable && content.failure() != null) {
      content = new Content(content.version(), content.roster(), null);
    }
  }

  private void lost(Path file, IOException cause) {
    seen = null;
    if (!lost) {
      lost = true;
      LOG.warn(
          "Expected to read the people file {}, but it failed: {}. The people read before hold for"
              + " {} more seconds at most; put the file back.",
          file,
          cause.toString(),
          GRACE.toSeconds());
    }
    boolean holds = !clock.instant().isAfter(lastReadable.plus(GRACE));
    if (!holds && content.failure() == null) {
      content =
          new Content(
              content.version(),
              content.roster(),
              "the people file " + file.getFileName() + " cannot be read");
      LOG.error("Nobody can decide before the people file {} can be read again.", file);
    }
  }

  private static Roster read(Path file) throws YamlFileException, IOException {
    try {
      return PeopleFileReader.read(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new YamlFileException(file + ":1: Expected text in UTF-8, but found other bytes.");
    }
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
