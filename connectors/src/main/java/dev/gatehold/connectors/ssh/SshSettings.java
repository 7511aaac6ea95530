package dev.gatehold.connectors.ssh;

import java.util.Map;

/**
 * The machines that a server lets flows work on.
 *
 * @param connections by name
 */
public record SshSettings(Map<String, SshConnection> connections) {
  public SshSettings {
    connections = Map.copyOf(connections);
  }
}
