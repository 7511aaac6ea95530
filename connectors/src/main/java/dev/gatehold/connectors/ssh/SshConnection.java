package dev.gatehold.connectors.ssh;

import dev.gatehold.engine.Environment;
import java.nio.file.Path;
import java.util.Set;

/**
 * A machine that flows may run commands on, as the operator of a server declares it.
 *
 * @param name what flows call it
 * @param host a name or an address
 * @param port 1 to 65535
 * @param user the account over there
 * @param key an OpenSSH private key file that nobody else can read; read when it is used
 * @param hostKey what the machine has to prove to have
 * @param environments which runs may use it
 */
public record SshConnection(
    String name,
    String host,
    int port,
    String user,
    Path key,
    HostKey hostKey,
    Set<Environment> environments) {
  public SshConnection {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "Expected a port from 1 to 65535, but found " + port + ".");
    }
    environments = Set.copyOf(environments);
  }

  /** Where it leads to, as people write it. */
  String address() {
    return user + "@" + host + ":" + port;
  }
}
