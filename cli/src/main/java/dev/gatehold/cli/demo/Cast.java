package dev.gatehold.cli.demo;

import dev.gatehold.cli.server.SignIn;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The people of the examples; each signs in when first needed. */
final class Cast {
  private final URI server;
  private final String password;
  private final Map<String, Actor> actors = new HashMap<>();

  Cast(URI server, String password) {
    this.server = server;
    this.password = password;
  }

  Actor actor(String id) {
    return actors.computeIfAbsent(id, _ -> new Actor(id, SignIn.as(server, id, password)));
  }
}
