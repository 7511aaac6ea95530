package dev.gatehold.cli.server;

import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.View;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a server says when it is ready.
 *
 * @param url where people reach it
 * @param listening where it listens
 * @param kept where it keeps everything
 * @param floors the folder of floors; null when there is none
 * @param setup where the first administrator makes an account; null when there is one
 */
record ServerBanner(
    URI url, URI listening, String kept, @Nullable String floors, @Nullable URI setup)
    implements View {
  @Override
  public void print(Printer out) {
    out.line(out.style().bold("Gatehold"));
    out.line();
    fact(out, "Inbox", url + "/");
    fact(out, "API", url + "/api/v1   (OpenAPI: " + url + "/api/v1/openapi.json)");
    fact(out, "Health", url + "/health");
    if (!listening.equals(url)) {
      fact(out, "Listens", listening + "   (what stands in front of it leads here)");
    }
    fact(out, "Data", kept);
    if (floors != null) {
      fact(out, "Floors", floors + "   (rules that every flow is held to; GET /api/v1/floors)");
    }
    if (setup != null) {
      fact(out, "Admin", setup + "   one use, valid 30 minutes, at this server only");
    }
    fact(out, "Stop", "Ctrl-C");
  }

  static void fact(Printer out, String label, String text) {
    out.line("  " + out.style().dim("%-9s".formatted(label)) + " " + text);
  }
}
