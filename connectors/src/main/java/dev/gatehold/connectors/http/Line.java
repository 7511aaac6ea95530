package dev.gatehold.connectors.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * What a request holds open, and how far it has come. Any thread may cut it; whatever waits on it
 * then ends at once.
 */
final class Line {
  private @Nullable Socket socket;
  private boolean cut;
  private boolean sending;

  /** Takes the place of the socket before. */
  synchronized void hold(Socket next) throws IOException {
    hangUp();
    if (cut) {
      next.close();
      throw new SocketException("The request was broken off.");
    }
    socket = next;
  }

  /** From now on the receiver may act on the request. */
  synchronized void sending() {
    sending = true;
  }

  synchronized boolean hasSent() {
    return sending;
  }

  synchronized void cut() {
    cut = true;
    hangUp();
  }

  /** Closes the plain socket: a secure one would first want to say goodbye. */
  synchronized void hangUp() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is of no use any more, closed or not.
        return;
      }
    }
  }
}
