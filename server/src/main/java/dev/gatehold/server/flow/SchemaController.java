package dev.gatehold.server.flow;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The JSON Schema of flow files, for editors. */
@RestController
@Hidden
class SchemaController {
  @GetMapping(path = "/schema/flow.v1.json", produces = "application/schema+json")
  byte[] schema() {
    return dev.gatehold.language.schema.FileSchema.FLOW
        .text()
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
