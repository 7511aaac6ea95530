package dev.gatehold.connectors.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/**
 * The machine behind a connection. Nothing of the server's user is used to get there: no agent, no
 * known hosts, no configuration, no other key.
 */
final class Machine {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LET_IN = Duration.ofSeconds(20);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MISSED_HEARTBEATS = 3;

  private final SshConnection connection;
  private @Nullable Link current;
  private boolean cut;

  Machine(SshConnection connection) {
    this.connection = connection;
  }

  SshConnection connection() {
    return connection;
  }

  /** Connects; the caller closes the link. */
  Link connect() throws SshFailure, InterruptedException {
    KeyPair key = ClientKey.of(connection);
    List<InetAddress> addresses = addresses();
    PinnedHost host = new PinnedHost(connection.hostKey());
    SshClient client = client(host);
    boolean in = false;
    try {
      client.start();
      ClientSession session = session(client, addresses);
      letIn(session, key, host);
      Link link = new Link(client, session);
      remember(link);
      in = true;
      return link;
    } finally {
      if (!in) {
        client.close(true);
      }
    }
  }

  /** Cuts the link at hand, and lets no other one be made. */
  synchronized void cut() {
    cut = true;
    if (current != null) {
      current.close();
    }
  }

  private synchronized void remember(Link link) throws InterruptedException {
    if (cut) {
      throw new InterruptedException();
    }
    current = link;
  }

  private List<InetAddress> addresses() throws SshFailure {
    try {
      return List.of(InetAddress.getAllByName(connection.host()));
    } catch (UnknownHostException e) {
      throw SshFailures.unknownHost(connection);
    }
  }

  private SshClient client(PinnedHost host) {
    SshClient client = SshClient.setUpDefaultClient();
    Algorithms.allow(client, connection.hostKey());
    client.setServerKeyVerifier(host);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setAgentFactory(null);
    // A server asks its clients for nothing that we would do.
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setChannelFactories(List.of());
    client.setGlobalRequestHandlers(List.of());
    client.setNioWorkers(1);
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, CONNECT);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, LET_IN);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MISSED_HEARTBEATS);
    return client;
  }

  private ClientSession session(SshClient client, List<InetAddress> addresses)
      throws SshFailure, InterruptedException {
    String fact = "";
    for (InetAddress address : addresses) {
      try {
        return client
            .connect(
                connection.user(),
                new InetSocketAddress(address, connection.port()),
                null,
                (InetSocketAddress) null)
            .verify(CONNECT)
            .getSession();
      } catch (InterruptedIOException e) {
        throw Link.interrupted(e);
      } catch (IOException e) {
        fact = Refusals.fact(e);
      }
    }
    throw SshFailures.refused(connection, fact);
  }

  private void letIn(ClientSession session, KeyPair key, PinnedHost host)
      throws SshFailure, InterruptedException {
    session.addPublicKeyIdentity(key);
    try {
      session.auth().verify(LET_IN);
    } catch (InterruptedIOException e) {
      throw Link.interrupted(e);
    } catch (IOException e) {
      throw refusal(e, key, host);
    }
  }

  private SshFailure refusal(IOException cause, KeyPair key, PinnedHost host) {
    HostKey found = host.refused();
    if (found != null) {
      return SshFailures.hostKey(connection, found);
    }
    return switch (Refusals.of(cause)) {
      case SILENCE -> SshFailures.silent(connection, LET_IN);
      case ALGORITHMS -> SshFailures.algorithms(connection, Refusals.algorithms(cause));
      case AUTHENTICATION ->
          SshFailures.authentication(connection, HostKey.of(key.getPublic()).text());
      case END -> SshFailures.cutBefore(connection, Refusals.fact(cause));
    };
  }
}
