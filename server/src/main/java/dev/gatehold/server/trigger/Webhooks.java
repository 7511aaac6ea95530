package dev.gatehold.server.trigger;

import dev.gatehold.server.connection.WebhookConnection;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The webhook connections of this server. */
public final class Webhooks {
  private final Map<String, WebhookConnection> connections;
  private final Signatures signatures;
  private final InstantSource clock;

  /**
   * The connections by name.
   *
   * @param environment the value of an environment variable
   */
  public Webhooks(
      Map<String, WebhookConnection> connections,
      UnaryOperator<@Nullable String> environment,
      InstantSource clock) {
    this.connections = Map.copyOf(connections);
    this.signatures = new Signatures(environment);
    this.clock = clock;
  }

  /**
   * The id of a call that is signed as this connection says; null for any other one.
   *
   * @param name null when the call names no trigger that has one
   */
  @Nullable String idOf(@Nullable String name, Signatures.Call call) {
    WebhookConnection connection = name == null ? null : connections.get(name);
    return signatures.idOf(connection, call, clock.instant());
  }
}
