package dev.gatehold.cli.server;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Pushes, releases and promotes flow files over the public API. */
public final class FlowLoader {
  private final Api api;

  public FlowLoader(Api api) {
    this.api = api;
  }

  /** Whether the server has no flow yet. */
  public boolean isEmpty() {
    return Fields.items(api.send(Call.get("flows")).body(), "items").isEmpty();
  }

  /** Makes each file's flow live; gives {@code FLOW@RELEASE} of each. */
  public List<String> load(List<Path> files, String note) throws IOException {
    List<String> loaded = new ArrayList<>();
    for (Path file : files) {
      loaded.add(load(file, note));
    }
    return loaded;
  }

  private String load(Path file, String note) throws IOException {
    String name = Objects.requireNonNull(file.getParent()).getFileName() + "/" + file.getFileName();
    String source = Files.readString(file);
    Call check = Call.post("flows", "check").query("file", name).text("text/yaml", source);
    String flow = Fields.raw(api.send(check).body(), "flow");
    Call push = Call.to("PUT", "flows", flow, "draft").query("file", name);
    api.send(push.text("text/yaml", source));
    JsonNode release =
        api.send(Call.post("flows", flow, "releases").json(JsonText.object().put("note", note)))
            .body();
    int number = release.path("number").asInt();
    api.send(Call.to("PUT", "flows", flow, "live").json(JsonText.object().put("release", number)));
    return flow + "@" + number;
  }
}
