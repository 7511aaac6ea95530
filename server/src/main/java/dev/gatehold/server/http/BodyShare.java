package dev.gatehold.server.http;

import dev.gatehold.engine.GateholdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of the memory bodies may take at one time: while they come in, and, since JSON takes
 * many times its length once it is understood, much less while they are worked on. Nobody who is
 * slow keeps those from working who have sent everything. Thread-safe.
 */
final class BodyShare {
  private static final int CHUNK = 16 * 1024;
  private static final Duration TO_COME = Duration.ofSeconds(30);
  private static final Duration TO_BE_WORKED_ON = Duration.ofSeconds(10);

  private final Semaphore coming;
  private final Semaphore inWork;
  private final int inWorkAtMost;

  /**
   * One of so many bytes.
   *
   * @param coming of all bodies that come in and are worked on
   * @param inWork of those that are worked on; one that is longer takes all of it
   */
  BodyShare(int coming, int inWork) {
    this.coming = new Semaphore(coming);
    this.inWork = new Semaphore(inWork, true);
    this.inWorkAtMost = inWork;
  }

  /** A body in memory, which is counted until it is closed. */
  final class Held implements AutoCloseable {
    private byte[] bytes = new byte[0];
    private int counted;
    private int working;

    private Held() {}

    byte[] bytes() {
      return bytes;
    }

    /** Gives the share back; the body may be forgotten. */
    @Override
    public void close() {
      coming.release(counted);
      inWork.release(working);
      counted = 0;
      working = 0;
    }

    private void read(InputStream in) throws IOException {
      long end = System.nanoTime() + TO_COME.toNanos();
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (!coming.tryAcquire(read)) {
          throw busy();
        }
        counted += read;
        whole.write(chunk, 0, read);
        if (System.nanoTime() - end > 0) {
          throw new GateholdException(
              "body.too_slow",
              "Expected the whole body within " + TO_COME.toSeconds() + " s, but it takes longer.",
              "Send it again, in one go.");
        }
      }
      bytes = whole.toByteArray();
    }

    private void awaitWork() {
      int share = Math.min(bytes.length, inWorkAtMost);
      try {
        // What fits at once does not stand in line behind what does not.
        if (!inWork.tryAcquire(share)
            && !inWork.tryAcquire(share, TO_BE_WORKED_ON.toMillis(), TimeUnit.MILLISECONDS)) {
          throw busy();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy();
      }
      working = share;
    }
  }

  /**
   * Reads a body to its end and waits until it may be worked on.
   *
   * @throws GateholdException {@code server.busy} when there are too many others, {@code
   *     body.too_slow} when it does not come
   * @throws IOException when it cannot be read
   */
  Held hold(InputStream in) throws IOException {
    Held held = new Held();
    try {
      held.read(in);
      held.awaitWork();
      return held;
    } catch (IOException | RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  private static GateholdException busy() {
    return new GateholdException(
        "server.busy",
        "Expected room for another large body, but there are too many at the moment; nothing was"
            + " done.",
        "Send it again in a moment; large content belongs in a resource: POST /api/v1/resources.");
  }
}
