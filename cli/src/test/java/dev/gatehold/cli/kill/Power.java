package dev.gatehold.cli.kill;

import dev.gatehold.cli.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server whose power can be cut, and which comes back on the same data. */
final class Power implements AutoCloseable {
  private final Path folder;
  private ServerProcess server;
  private int epoch = 1;
  private int acknowledged;

  Power(Path folder) throws IOException {
    this.folder = folder;
    this.server = start();
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(
        folder, null, "--port", "0", "--people", folder.resolve("people.yaml").toString());
  }

  /** Where the server is, and since which power cut. */
  record Line(int epoch, String url) {}

  synchronized Line line() {
    return new Line(epoch, server.url().toString());
  }

  /** Returns when the power has come back after that epoch. */
  synchronized Line lineAfter(int cut) throws InterruptedException {
    while (epoch <= cut) {
      wait();
    }
    return line();
  }

  /** Somebody got an answer. */
  synchronized void acknowledge() {
    acknowledged++;
    notifyAll();
  }

  /** Returns when so many more answers were given, all of them by the server of now. */
  synchronized void awaitAnswers(int more) throws InterruptedException, TimeoutException {
    int enough = acknowledged + more;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (acknowledged < enough) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new TimeoutException("Expected " + more + " answers, but they do not come.");
      }
      wait(left);
    }
  }

  /** kill -9, and a new process on the same data. */
  void cut() throws IOException {
    server.kill();
    ServerProcess next = start();
    synchronized (this) {
      server = next;
      epoch++;
      notifyAll();
    }
  }

  String log() throws IOException {
    return server.log();
  }

  @Override
  public void close() {
    server.kill();
  }
}
