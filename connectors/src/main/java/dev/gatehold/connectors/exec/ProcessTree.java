package dev.gatehold.connectors.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every process that a command brought into being. Its descendants are not all: one that detached
 * itself, or was left by a server that died, hangs under process 1. So all are also known by a
 * variable in their environment, which Linux shows for every process.
 */
final class ProcessTree {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final String mark;

  /**
   * The processes with this variable in their environment.
   *
   * @param mark {@code NAME=value}, unique to the job
   */
  ProcessTree(String mark) {
    String bytes = new String(mark.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    this.mark = "\0" + bytes + "\0";
  }

  /**
   * Kills the whole tree and returns when it is gone. Processes may be born while this runs, so it
   * looks again until there are none.
   *
   * @param root null when it is unknown, as after a restart
   */
  void end(@Nullable ProcessHandle root) {
    long start = System.nanoTime();
    while (true) {
      Set<ProcessHandle> alive = alive(root);
      if (alive.isEmpty()) {
        return;
      }
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        LOG.warn("Processes {} do not end although they were killed", alive);
        return;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Set<ProcessHandle> alive(@Nullable ProcessHandle root) {
    // Parents first, so that few live to see their children killed and remark on it.
    Set<ProcessHandle> alive = new LinkedHashSet<>();
    if (root != null && root.isAlive()) {
      alive.add(root);
      root.descendants().forEach(alive::add);
    }
    addMarked(alive);
    return alive;
  }

  private void addMarked(Set<ProcessHandle> alive) {
    if (!Files.isDirectory(PROC)) {
      return;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (isMarked(process)) {
          long pid = Long.parseLong(process.getFileName().toString());
          ProcessHandle.of(pid).ifPresent(alive::add);
        }
      }
    } catch (IOException unreadable) {
      // Without /proc the descendants are all that can be known.
      return;
    }
  }

  private boolean isMarked(Path process) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return ("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains(mark);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}
