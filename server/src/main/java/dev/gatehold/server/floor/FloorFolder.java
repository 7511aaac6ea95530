package dev.gatehold.server.floor;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.flow.FloorSource;
import dev.gatehold.language.FloorReader;
import dev.gatehold.language.FloorReading;
import dev.gatehold.language.Names;
import dev.gatehold.language.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The floors of a folder: its {@code *.yaml} files, one floor each, read again when one of them
 * changes. Thread-safe.
 *
 * <p>A version with a mistake leaves all floors as they were, and is logged once. A folder that
 * cannot be read is another matter: nobody can tell what it asks for, so nothing is decided until
 * it can.
 */
public final class FloorFolder implements FloorSource {
  private static final Logger LOG = LoggerFactory.getLogger(FloorFolder.class);

  /** Tells versions of a file apart; {@code inode} changes when an editor replaces the file. */
  private record Stamp(FileTime changed, long size, @Nullable Object inode) {}

  /** What was looked at, by file, and the floors that hold since. */
  private record Content(Map<Path, Stamp> seen, List<Floor> floors) {}

  /** Why the files of a folder give no floors. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  private final Path folder;
  private final boolean required;
  private volatile Content content = new Content(Map.of(), List.of());
  private volatile boolean lost;

  private FloorFolder(Path folder, boolean required) {
    this.folder = folder;
    this.required = required;
    this.content = first();
  }

  /**
   * A folder that has to be there.
   *
   * @throws GateholdException {@code floors.unreadable} with file and line
   */
  public static FloorFolder required(Path folder) {
    return new FloorFolder(folder, true);
  }

  /** A folder that may be missing, which means no floors; errors as {@link #required}. */
  public static FloorFolder optional(Path folder) {
    return new FloorFolder(folder, false);
  }

  private Content first() {
    try {
      Map<Path, Stamp> files = files();
      return new Content(files, read(files));
    } catch (IOException e) {
      throw unreadable("Expected to read the floors in " + folder + ", but it failed: " + e);
    } catch (Unusable e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static GateholdException unreadable(String message) {
    return new GateholdException("floors.unreadable", message, "Mend it and start again.");
  }

  @Override
  public List<Floor> current() {
    try {
      Map<Path, Stamp> now = files();
      Content known = content;
      List<Floor> floors = now.equals(known.seen()) ? known.floors() : readAgain(now);
      lost = false;
      return floors;
    } catch (IOException e) {
      if (!lost) {
        lost = true;
        LOG.error(
            "Nothing is decided before the floors in {} can be read: {}", folder, e.toString());
      }
      GateholdException unavailable =
          new GateholdException(
              "floors.unavailable",
              "Expected to read the floors of this server, but it failed.",
              "Nothing is decided until they can be read. Look at the log of the server.");
      unavailable.initCause(e);
      throw unavailable;
    }
  }

  private synchronized List<Floor> readAgain(Map<Path, Stamp> now) throws IOException {
    Content known = content;
    if (now.equals(known.seen())) {
      return known.floors();
    }
    List<Floor> floors = known.floors();
    try {
      floors = read(now);
      LOG.info("Read the floors in {} again: {}.", folder, names(floors));
    } catch (Unusable e) {
      LOG.warn("Kept the floors read before, for the new ones are not usable: {}", e.getMessage());
    }
    content = new Content(now, floors);
    return floors;
  }

  private static List<String> names(List<Floor> floors) {
    return floors.stream().map(Floor::name).toList();
  }

  /**
   * The files of the folder with their stamps, by path. A folder that is gone together with its
   * floors counts as one that cannot be read, so that no slip of a hand takes floors away.
   */
  private Map<Path, Stamp> files() throws IOException {
    Map<Path, Stamp> files = new TreeMap<>();
    if (!required && content.seen().isEmpty() && Files.notExists(folder)) {
      return files;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path file : found) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        files.put(
            file,
            new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  /** The floors of these files, in their order. */
  private static List<Floor> read(Map<Path, Stamp> files) throws Unusable, IOException {
    Map<String, Path> fileByName = new LinkedHashMap<>();
    List<Floor> floors = new ArrayList<>();
    for (Path file : files.keySet()) {
      Floor floor = read(file);
      Path other = fileByName.putIfAbsent(floor.name(), file);
      if (other != null) {
        throw new Unusable(
            file
                + ": Expected a name of its own, but floor '"
                + floor.name()
                + "' stands in "
                + other.getFileName()
                + " too.");
      }
      floors.add(floor);
    }
    return List.copyOf(floors);
  }

  private static Floor read(Path file) throws Unusable, IOException {
    // People come and go; a floor does not lose its hold because of that.
    FloorReading reading = new FloorReader().read(file.toString(), text(file), Names.UNKNOWN);
    Floor floor = reading.floor();
    if (floor == null) {
      throw new Unusable(
          String.join("\n", reading.problems().stream().map(Problem::text).toList()));
    }
    return floor;
  }

  private static String text(Path file) throws Unusable, IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Unusable(file + ":1: Expected text in UTF-8, but found other bytes.");
    }
  }
}
