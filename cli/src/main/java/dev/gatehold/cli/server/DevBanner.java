package dev.gatehold.cli.server;

import static dev.gatehold.cli.server.ServerBanner.fact;

import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.View;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a development server says when it is ready.
 *
 * @param floors the folder of floors; null when there is none
 * @param setup where the first administrator makes an account; null when there is one
 * @param examples whether it has the example cast
 * @param loaded the example flows that were loaded just now
 */
record DevBanner(
    URI url,
    String data,
    @Nullable String floors,
    String password,
    @Nullable URI setup,
    boolean examples,
    List<String> loaded)
    implements View {
  private static final int FLOWS_NAMED = 3;

  @Override
  public void print(Printer out) {
    out.line(
        out.style().bold("Gatehold")
            + "  "
            + out.style().warn("development mode: not for production"));
    out.line();
    fact(out, "Inbox", url + "/");
    fact(out, "API", url + "/api/v1   (OpenAPI: " + url + "/api/v1/openapi.json)");
    fact(out, "Schema", url + "/schema/flow.v1.json");
    fact(out, "Health", url + "/health");
    fact(out, "Data", data + "   (delete the folder to start over)");
    if (floors != null) {
      fact(out, "Floors", floors + "   (rules that every flow is held to; GET /api/v1/floors)");
    }
    if (setup != null) {
      fact(out, "Admin", setup + "   one use, valid 30 minutes");
    }
    if (!loaded.isEmpty()) {
      fact(out, "Flows", flows() + "   (from examples/)");
    }
    out.line();
    fact(out, "Password", out.style().bold(password) + "   for everybody without one of their own");
    if (examples) {
      fact(
          out,
          "Sign in",
          "in the browser as alice, bob, carol, dora or emil; here: " + login("bob"));
    } else {
      fact(out, "Sign in", "in the browser, or here: " + login("USER"));
    }
    fact(out, "Stop", "Ctrl-C");
  }

  /** The first of them: nobody reads a line of twenty names. */
  private String flows() {
    int more = loaded.size() - FLOWS_NAMED;
    return more > 0
        ? String.join(", ", loaded.subList(0, FLOWS_NAMED)) + " and " + more + " more"
        : String.join(", ", loaded);
  }

  private String login(String user) {
    String server = url.getPort() == 8420 ? "" : " --server " + url;
    return "gatehold login " + user + server;
  }
}
