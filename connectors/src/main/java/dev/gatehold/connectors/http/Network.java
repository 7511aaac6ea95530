package dev.gatehold.connectors.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Names and sockets. There is no other way out of this package. */
interface Network {
  /** All addresses of a name. */
  InetAddress[] resolve(String host) throws UnknownHostException;

  /**
   * Connects a new socket to this address and no other one.
   *
   * @param line takes the socket before it is connected, so that this can be broken off
   */
  Socket connect(InetSocketAddress address, Duration patience, Line line) throws IOException;

  /** The system's. */
  Network SYSTEM =
      new Network() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
          return InetAddress.getAllByName(host);
        }

        @Override
        public Socket connect(InetSocketAddress address, Duration patience, Line line)
            throws IOException {
          // Without this, a proxy in the JVM's settings would be connected to instead.
          Socket socket = new Socket(Proxy.NO_PROXY);
          line.hold(socket);
          socket.connect(address, (int) patience.toMillis());
          return socket;
        }
      };
}
