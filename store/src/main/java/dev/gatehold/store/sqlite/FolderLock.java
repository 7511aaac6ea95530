package dev.gatehold.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process's claim to a data folder: a lock on {@code gatehold.lock}, which the operating system
 * releases when the process ends, however it ends. The file names the process.
 */
final class FolderLock implements AutoCloseable {
  // POSIX drops a process's lock when it closes any handle of the file, so a second claim within
  // this process must be refused before it opens one.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  // Beyond the text, because Windows lets nobody else read what is locked.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path folder;
  private final FileChannel file;

  private FolderLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Claims the folder.
   *
   * @throws DataFolderException when another process, or this one, holds it
   */
  static FolderLock claim(Path folder) throws IOException {
    Path real = folder.toRealPath();
    String self = Long.toString(ProcessHandle.current().pid());
    if (!HELD_HERE.add(real)) {
      throw held(folder, self);
    }
    FileChannel file = null;
    try {
      file =
          FileChannel.open(
              real.resolve("gatehold.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = file.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw held(folder, Files.readString(real.resolve("gatehold.lock")).strip());
      }
      file.truncate(0);
      file.write(ByteBuffer.wrap((self + "\n").getBytes(UTF_8)), 0);
      return new FolderLock(real, file);
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(real);
      closeQuietly(file, e);
      throw e;
    }
  }

  private static DataFolderException held(Path folder, String process) {
    return new DataFolderException(
        "Expected data folder "
            + folder
            + " to be free, but process "
            + process
            + " holds it. Stop it, or use another folder with --data.");
  }

  private static void closeQuietly(@Nullable FileChannel file, Exception reason) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
