package dev.gatehold.language.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemasTest {
  private final Schemas schemas = new JsonSchemas();

  private static Map<String, @Nullable Object> object(String json) {
    Map<?, ?> read = Objects.requireNonNull(JsonMapper.shared().readValue(json, Map.class));
    return Objects.requireNonNull((Map<String, @Nullable Object>) freeze(read));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> freeze(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.freeze(map));
  }

  private List<String> problems(String schema, String value) {
    return schemas.problems(object(schema), object(value));
  }

  @Test
  void anEmptySchemaAcceptsEverything() {
    assertThat(problems("{}", "{\"a\": [1, null]}")).isEmpty();
  }

  @Test
  void sentencesNameThePlaceAndWhatWasFound() {
    assertThat(
            problems(
                """
                {"type": "object", "required": ["repo", "amount"], "additionalProperties": false,
                 "properties": {
                   "amount": {"type": "integer", "minimum": 1, "maximum": 10},
                   "mail": {"type": "string", "format": "email"},
                   "mode": {"enum": ["fast", "safe"]},
                   "tags": {"type": "array", "maxItems": 2, "uniqueItems": true,
                            "items": {"type": "string", "pattern": "^[a-z]+$", "minLength": 2}},
                   "owner": {"type": "object", "required": ["name"]}}}
                """,
                """
                {"amount": 11, "mail": "nobody", "mode": "slow", "tags": ["ok", "B", "ok"],
                 "owner": {}, "more": 1}
                """))
        .containsExactlyInAnyOrder(
            "Expected 'repo', but it is missing.",
            "Expected 'amount' to be 10 or less, but found the number 11.",
            "Expected 'mail' to be an e-mail address, but found 'nobody'.",
            "Expected 'mode' to be fast or safe, but found 'slow'.",
            "Expected 'tags' to have at most 2 items, but it has 3.",
            "Expected every item of 'tags' once, but one stands there twice.",
            "Expected 'tags[1]' to be text like ^[a-z]+$, but found 'B'.",
            "Expected 'tags[1]' to have at least 2 characters, but it has 1.",
            "Expected 'name' in 'owner', but it is missing.",
            "Expected only known keys, but found 'more'.");
  }

  @Test
  void typesAreSaidInWords() {
    assertThat(
            problems(
                "{\"properties\": {\"a\": {\"type\": [\"integer\", \"null\"]}, \"b\": {\"type\":"
                    + " \"object\"}}}",
                "{\"a\": \"5\", \"b\": [1]}"))
        .containsExactlyInAnyOrder(
            "Expected 'a' to be a whole number or null, but found '5'.",
            "Expected 'b' to be an object, but found a list.");
  }

  @Test
  void alternativesAreOneSentence() {
    String anyOf = "{\"anyOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}";
    assertThat(problems(anyOf, "{\"c\": 1}"))
        .containsExactly(
            "Expected the value to be one of the alternatives of its schema, but found an object.");
    assertThat(problems(anyOf.replace("anyOf", "oneOf"), "{\"a\": 1, \"b\": 1}"))
        .containsExactly(
            "Expected the value to be one of the alternatives of its schema, but found an object.");
    assertThat(problems(anyOf, "{\"a\": 1}")).isEmpty();
  }

  @Test
  void formatsAreAsserted() {
    String schema = "{\"properties\": {\"at\": {\"type\": \"string\", \"format\": \"date-time\"}}}";
    assertThat(problems(schema, "{\"at\": \"2026-11-22T09:30:00Z\"}")).isEmpty();
    assertThat(problems(schema, "{\"at\": \"tomorrow\"}"))
        .containsExactly(
            "Expected 'at' to be an RFC 3339 instant such as 2026-11-22T09:30:00Z, but found"
                + " 'tomorrow'.");
  }

  @Test
  void referencesStayInsideTheSchema() {
    String inside =
        "{\"$defs\": {\"n\": {\"type\": \"integer\"}}, \"properties\": {\"a\": {\"$ref\":"
            + " \"#/$defs/n\"}}}";
    assertThat(problems(inside, "{\"a\": 1}")).isEmpty();
    assertThat(problems(inside, "{\"a\": \"x\"}"))
        .containsExactly("Expected 'a' to be a whole number, but found 'x'.");
    for (String reference :
        List.of(
            "http://127.0.0.1:9/schema.json",
            "file:///etc/passwd",
            "classpath:/dev/gatehold/language/flow.schema.json",
            "https://gatehold.dev/schema/flow.v1.json")) {
      assertThat(
              problems(
                  "{\"properties\": {\"a\": {\"$ref\": \"" + reference + "\"}}}", "{\"a\": 1}"))
          .as(reference)
          .singleElement()
          .asString()
          .startsWith("Expected a schema that can be used, but: ");
    }
  }

  @Test
  void patternsTakeLinearTime() {
    String value = "{\"a\": \"" + "a".repeat(50_000) + "b\"}";
    assertThat(problems("{\"properties\": {\"a\": {\"pattern\": \"^(a+)+$\"}}}", value)).hasSize(1);
  }

  @Test
  void aBrokenSchemaIsAProblemAndNotAFailure() {
    List<String> broken =
        List.of(
            "{\"properties\": {\"a\": {\"pattern\": \"(\"}}}",
            "{\"type\": \"strng\"}",
            "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/none\"}}}");
    List<List<String>> answers = new ArrayList<>();
    broken.forEach(schema -> answers.add(problems(schema, "{\"a\": \"x\"}")));
    assertThat(answers).allSatisfy(answer -> assertThat(answer).hasSize(1));
  }

  @Test
  void whatArrivesCannotSpeakToATerminal() {
    assertThat(
            problems("{\"additionalProperties\": {\"type\": \"string\"}}", "{\"a\\u001b[31m\": 1}"))
        .containsExactly("Expected 'a\uFFFD[31m' to be text, but found the number 1.");
  }

  @Test
  void wholeNumbersMayBeWrittenWithAFraction() {
    assertThat(problems("{\"properties\": {\"a\": {\"type\": \"integer\"}}}", "{\"a\": 1.0}"))
        .isEmpty();
  }
}
