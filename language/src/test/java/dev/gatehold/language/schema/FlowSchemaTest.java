package dev.gatehold.language.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FlowSchemaTest {
  private static final JsonNode SCHEMA = JsonMapper.shared().readTree(FlowSchema.text());

  @Test
  void itIsPublishedUnderItsId() {
    assertThat(SCHEMA.path("$id").stringValue())
        .isEqualTo("https://gatehold.dev/schema/flow.v1.json");
  }

  @Test
  void everyKeyIsDescribedForEditors() {
    List<String> undescribed = new ArrayList<>();
    SCHEMA
        .findParents("properties")
        .forEach(owner ->
            owner
                .path("properties")
                .propertyStream()
                .filter(
                    key -> FlowSchema.referred(key.getValue()).path("description").isMissingNode())
                .filter(key -> key.getValue().path("description").isMissingNode())
                .forEach(key -> undescribed.add(key.getKey())));
    assertThat(undescribed).isEmpty();
  }

  @Test
  void everyObjectWithKeysRefusesOthersOrSaysWhatTheyAre() {
    List<JsonNode> open =
        SCHEMA.findParents("properties").stream()
            .filter(owner -> !owner.path("additionalProperties").isBoolean())
            .filter(owner -> !owner.path("additionalProperties").has("$ref"))
            .toList();
    assertThat(open).isEmpty();
  }
}
