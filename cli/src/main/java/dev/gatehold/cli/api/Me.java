package dev.gatehold.cli.api;

import tools.jackson.databind.JsonNode;

/** Who is signed in. */
public final class Me {
  private Me() {}

  /** The id of the person that the caller counts as: another one than the account's, perhaps. */
  public static String person(Api api) {
    JsonNode me = api.send(Call.get("me")).body();
    return Fields.raw(me, Fields.has(me, "person") ? "person" : "id");
  }
}
