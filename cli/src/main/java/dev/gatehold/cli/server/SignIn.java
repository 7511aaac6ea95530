package dev.gatehold.cli.server;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.net.URI;

/** Signs a person in as {@code gatehold login} does, without keeping the token. */
public final class SignIn {
  private SignIn() {}

  /** The API of a server as this person. */
  public static Api as(URI server, String user, String password) {
    Call login =
        Call.post("login").json(JsonText.object().put("user", user).put("password", password));
    String token = Fields.raw(new Api(server, null).send(login).body(), "token");
    return new Api(server, token);
  }
}
