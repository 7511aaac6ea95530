package dev.gatehold.examples;

import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.ssh.SshConnection;
import java.util.Map;

/** The places outside that a stage's flows may reach, and the secrets they may open, by name. */
record Places(
    Map<String, HttpConnection> http, Map<String, SshConnection> ssh, Map<String, String> secrets) {
  static final Places NONE = new Places(Map.of(), Map.of(), Map.of());

  /** The workbench alone. */
  static Places workbench(SshConnection connection) {
    return new Places(Map.of(), Map.of(connection.name(), connection), Map.of());
  }
}
