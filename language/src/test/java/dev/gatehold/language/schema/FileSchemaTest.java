package dev.gatehold.language.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileSchemaTest {
  private static JsonNode tree(FileSchema schema) {
    return JsonMapper.shared().readTree(schema.text());
  }

  static List<FileSchema> schemas() {
    return List.of(FileSchema.FLOW, FileSchema.FLOOR);
  }

  @Test
  void eachIsPublishedUnderItsId() {
    assertThat(tree(FileSchema.FLOW).path("$id").stringValue())
        .isEqualTo("https://gatehold.dev/schema/flow.v1.json");
    assertThat(tree(FileSchema.FLOOR).path("$id").stringValue())
        .isEqualTo("https://gatehold.dev/schema/floor.v1.json");
  }

  @Test
  void aFloorRequiresInTheSameWordsAsAGate() {
    JsonNode flow = tree(FileSchema.FLOW).path("definitions");
    JsonNode floor = tree(FileSchema.FLOOR).path("definitions");
    List<String> shared =
        floor.propertyNames().stream().filter(name -> !name.equals("patterns")).toList();
    assertThat(shared).contains("requirement", "requirements", "sources", "condition");
    assertThat(shared).allSatisfy(name -> assertThat(floor.path(name)).isEqualTo(flow.path(name)));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyKeyIsDescribedForEditors(FileSchema schema) {
    List<String> undescribed = new ArrayList<>();
    tree(schema)
        .findParents("properties")
        .forEach(owner ->
            owner
                .path("properties")
                .propertyStream()
                .filter(key -> schema.referred(key.getValue()).path("description").isMissingNode())
                .filter(key -> key.getValue().path("description").isMissingNode())
                .forEach(key -> undescribed.add(key.getKey())));
    assertThat(undescribed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyObjectWithKeysRefusesOthersOrSaysWhatTheyAre(FileSchema schema) {
    List<JsonNode> open =
        tree(schema).findParents("properties").stream()
            .filter(owner -> !owner.path("additionalProperties").isBoolean())
            .filter(owner -> !owner.path("additionalProperties").has("$ref"))
            .toList();
    assertThat(open).isEmpty();
  }
}
