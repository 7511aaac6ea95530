package dev.gatehold.connectors.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Accepts one host key and no other. */
final class PinnedHost implements ServerKeyVerifier {
  private final HostKey pinned;
  private volatile @Nullable HostKey refused;

  PinnedHost(HostKey pinned) {
    this.pinned = pinned;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey shown) {
    HostKey found = HostKey.of(shown);
    if (pinned.isSame(found)) {
      return true;
    }
    refused = found;
    return false;
  }

  /** What was shown in place of the pinned key; null when nothing was. */
  @Nullable HostKey refused() {
    return refused;
  }
}
