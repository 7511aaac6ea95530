package dev.gatehold.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server that says what it is told, byte by byte, for answers that no proper server gives. */
final class RawServer implements AutoCloseable {
  /** Says something, and perhaps waits. */
  interface Speech {
    void say(Socket socket) throws IOException, InterruptedException;
  }

  /** Opens when a request has come. */
  final CountDownLatch asked = new CountDownLatch(1);

  /** Opens when the other side has gone. */
  final CountDownLatch left = new CountDownLatch(1);

  private final ServerSocket server;

  RawServer(Speech speech) {
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> serve(speech));
  }

  /** Says these bytes after a request, and hangs up. */
  static RawServer saying(String answer) {
    return new RawServer(
        socket -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Says these bytes after a request, then nothing until the other side leaves. */
  static RawServer stallingAfter(String answer) {
    return new RawServer(socket -> {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      while (socket.getInputStream().read() >= 0) {
        // Waits for the end.
      }
    });
  }

  private void serve(Speech speech) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          skipHead(socket.getInputStream());
          asked.countDown();
          speech.say(socket);
        } catch (IOException | InterruptedException gone) {
          if (server.isClosed()) {
            return;
          }
        }
        left.countDown();
      }
    } finally {
      left.countDown();
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int last = 0;
    for (int next; (next = in.read()) >= 0; ) {
      last = next == '\r' ? last : next == '\n' ? last + 1 : 0;
      if (next != '\r' && next != '\n') {
        last = 0;
      }
      if (last == 2) {
        return;
      }
    }
  }

  String base() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
