package dev.gatehold.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What folders need that files do not. */
final class Folders {
  private Folders() {}

  /** Flushes a folder: a file is durable only when the folder that names it is. */
  static void force(Path folder) throws IOException {
    // Windows has no such call.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
