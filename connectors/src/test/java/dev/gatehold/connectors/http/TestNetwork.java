package dev.gatehold.connectors.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names by script, in place of a name service. Connections to the address that stands for a public
 * one end at a server on this machine, all others are real.
 */
final class TestNetwork implements Network {
  /** An address that is public by the registries. */
  static final String PUBLIC = "93.184.215.14";

  final List<String> resolved = new ArrayList<>();
  final List<InetSocketAddress> connected = new ArrayList<>();
  private final Map<String, Deque<String[]>> names = new HashMap<>();
  private int publicPort;

  /** What a name leads to, look-up after look-up; the last answer stays. */
  TestNetwork name(String host, String... addresses) {
    names.computeIfAbsent(host, _ -> new ArrayDeque<>()).add(addresses);
    return this;
  }

  /** Where connections to the public address end. */
  TestNetwork publicPort(int port) {
    publicPort = port;
    return this;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    resolved.add(host);
    Deque<String[]> answers = names.get(host);
    if (answers == null) {
      throw new UnknownHostException(host);
    }
    String[] answer = answers.size() > 1 ? answers.remove() : answers.element();
    return Arrays.stream(answer).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @Override
  public Socket connect(InetSocketAddress address, Duration patience, Line line)
      throws IOException {
    connected.add(address);
    boolean away = address.getAddress().getHostAddress().equals(PUBLIC);
    InetSocketAddress to =
        away ? new InetSocketAddress(InetAddress.getLoopbackAddress(), publicPort) : address;
    if (!to.getAddress().isLoopbackAddress()) {
      throw new ConnectException("Tests do not leave this machine.");
    }
    return SYSTEM.connect(to, patience, line);
  }
}
