package dev.gatehold.connectors.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to hosts. The name is looked up once, every address of it is checked, and the socket is
 * connected to an address that was checked: nothing looks the name up again.
 */
final class Dialer {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Network network;
  private final Supplier<SSLSocketFactory> secure;
  private final Line line;

  Dialer(Network network, Supplier<SSLSocketFactory> secure, Line line) {
    this.network = network;
    this.secure = secure;
    this.line = line;
  }

  /** A connection, with the certificate checked where it is a secure one. */
  Socket dial(WebAddress to, AddressGuard guard) throws HttpFailure {
    Socket plain = connect(to, checked(to, guard));
    return to.isSecure() ? secured(plain, to) : plain;
  }

  /** The addresses of a host, after all of them were found to be allowed. */
  private InetAddress[] checked(WebAddress to, AddressGuard guard) throws HttpFailure {
    InetAddress literal = to.literal();
    InetAddress[] addresses;
    try {
      addresses = literal == null ? network.resolve(to.host()) : new InetAddress[] {literal};
    } catch (UnknownHostException e) {
      throw HttpFailures.unknownHost(to);
    }
    for (InetAddress address : addresses) {
      String refusal = guard.refusal(address);
      if (refusal != null) {
        throw HttpFailures.addressRefused(to, refusal);
      }
    }
    return addresses;
  }

  private Socket connect(WebAddress to, InetAddress[] addresses) throws HttpFailure {
    String fact = "it has no address";
    for (InetAddress address : addresses) {
      try {
        return network.connect(new InetSocketAddress(address, to.port()), CONNECT, line);
      } catch (SocketTimeoutException e) {
        fact = "nothing answered within " + CONNECT.toSeconds() + " seconds";
      } catch (IOException e) {
        fact = "it did not work: " + e.getMessage();
      }
    }
    throw HttpFailures.connect(to, fact);
  }

  private Socket secured(Socket plain, WebAddress to) throws HttpFailure {
    try {
      plain.setSoTimeout((int) CONNECT.toMillis());
      SSLSocket socket = (SSLSocket) secure.get().createSocket(plain, to.bare(), to.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      plain.setSoTimeout(0);
      return socket;
    } catch (SSLException e) {
      throw HttpFailures.tls(to, reason(e));
    } catch (IOException e) {
      throw HttpFailures.connect(to, "the secure connection was not made: " + e.getMessage());
    }
  }

  private static String reason(SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return String.valueOf(e.getMessage());
  }
}
