package dev.gatehold.examples;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A flow file as plain YAML. */
final class FlowFile {
  private FlowFile() {}

  static Map<?, ?> of(String source) {
    if (new Load(LoadSettings.builder().build()).loadFromString(source) instanceof Map<?, ?> file) {
      return file;
    }
    throw new AssertionError("Expected a flow file, but found " + source);
  }

  static String name(String source) {
    return String.valueOf(of(source).get("flow"));
  }
}
