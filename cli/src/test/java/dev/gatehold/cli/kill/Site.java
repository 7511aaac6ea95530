package dev.gatehold.cli.kill;

import dev.gatehold.cli.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Servers on the same data, which break down and come back. */
final class Site implements AutoCloseable {
  private final Start start;
  private final List<Node> nodes = new ArrayList<>();
  private boolean data = true;
  private int turn;
  private int acknowledged;
  private @Nullable Throwable broken;

  /** Starts a server. */
  interface Start {
    ServerProcess server() throws IOException;
  }

  private static final class Node {
    ServerProcess server;
    int epoch;
    boolean up = true;

    Node(ServerProcess server) {
      this.server = server;
    }
  }

  Site(int count, Start start) throws IOException {
    this.start = start;
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(start.server()));
    }
  }

  /** Where a server is, and since which of its breakdowns. */
  record Line(int node, int epoch, String url) {}

  /** A line to one of the servers, each in its turn. */
  synchronized Line line() throws InterruptedException {
    return lineAfter(null);
  }

  /** A line to another server, or to the same one after it has come back. */
  synchronized Line lineAfter(@Nullable Line broken) throws InterruptedException {
    while (true) {
      for (int i = 0; i < nodes.size() && data; i++) {
        int number = turn++ % nodes.size();
        Node node = nodes.get(number);
        boolean same = broken != null && broken.node() == number && broken.epoch() == node.epoch;
        if (node.up && !same) {
          return new Line(number, node.epoch, node.server.url().toString());
        }
      }
      wait();
    }
  }

  /** Somebody got an answer. */
  synchronized void acknowledge() {
    acknowledged++;
    notifyAll();
  }

  /** Somebody met what must not be: no more strikes. */
  synchronized void giveUp(Throwable reason) {
    broken = broken == null ? reason : broken;
    notifyAll();
  }

  /**
   * Returns when so many more answers were given.
   *
   * @throws ExecutionException when somebody met what must not be
   */
  synchronized void awaitAnswers(int more)
      throws InterruptedException, ExecutionException, TimeoutException {
    int enough = acknowledged + more;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (acknowledged < enough) {
      if (broken != null) {
        throw new ExecutionException(broken);
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new TimeoutException("Expected " + more + " answers, but they do not come.");
      }
      wait(left);
    }
  }

  /** kill -9, and a new process on the same data. */
  void kill(int number) throws IOException {
    Node node = nodes.get(number);
    synchronized (this) {
      node.up = false;
    }
    node.server.kill();
    ServerProcess next = start.server();
    synchronized (this) {
      node.server = next;
      node.epoch++;
      node.up = true;
      notifyAll();
    }
  }

  /** Stops a process where it is, as a machine that swaps or a debugger does, and lets it go on. */
  void pause(int number, Duration time) throws IOException, InterruptedException {
    ServerProcess server = nodes.get(number).server;
    server.signal("STOP");
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } finally {
      server.signal("CONT");
    }
  }

  /** Takes the data away from all servers, and gives it back. */
  void withoutData(Runnable crash, Runnable restart) {
    synchronized (this) {
      data = false;
    }
    crash.run();
    restart.run();
    synchronized (this) {
      data = true;
      // Those who got no answer because of it may ask the same servers again.
      nodes.forEach(node -> node.epoch++);
      notifyAll();
    }
  }

  String log() throws IOException {
    StringBuilder log = new StringBuilder();
    for (Node node : nodes) {
      log.append(node.server.log());
    }
    return log.toString();
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.server.kill());
  }
}
