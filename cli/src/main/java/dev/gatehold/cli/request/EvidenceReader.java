package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Gets evidence as printable text, and checks that a resource is the one that was named. */
final class EvidenceReader {
  private static final Set<String> TEXTUAL = Set.of("diff", "log", "text", "table", "metrics");
  private static final long MOST_BYTES = 1 << 20;

  private final Api api;

  EvidenceReader(Api api) {
    this.api = api;
  }

  String text(JsonNode exhibit) {
    if (!Fields.has(exhibit, "resource")) {
      JsonNode content = exhibit.path("content");
      return Plain.block(content.isString() ? content.stringValue() : JsonText.pretty(content));
    }
    JsonNode resource = exhibit.path("resource");
    long size = resource.path("size").asLong(0);
    if (!TEXTUAL.contains(Fields.raw(exhibit, "kind")) || size > MOST_BYTES) {
      return Fields.line(resource, "name")
          + ", "
          + size
          + " bytes, "
          + Fields.line(resource, "media_type")
          + ": open the request in the browser to see it";
    }
    return Plain.block(
        new String(download(Fields.raw(resource, "resource")), StandardCharsets.UTF_8));
  }

  private byte[] download(String digest) {
    byte[] bytes = api.download(Call.get("resources", digest));
    if (!Digest.of(bytes).text().equals(digest)) {
      throw new CliException(
          ExitCode.ERROR,
          "evidence.altered",
          "Expected evidence with the digest " + digest + ", but the server sent something else.",
          Next.say("Do not decide on it; tell whoever runs the server."));
    }
    return bytes;
  }
}
