package dev.gatehold.language.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.Locale;

/**
 * How schemas are compiled here: no network, no class path, and patterns that end in linear time.
 */
final class Registries {
  private static final String META_SCHEMAS = "https://json-schema.org/draft/2020-12/";

  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .formatAssertionsEnabled(true)
          .locale(Locale.ROOT)
          .regularExpressionFactory(Registries::pattern)
          .build();

  private Registries() {}

  /** For schemas of this version of JSON Schema; references to anything outside fail. */
  static SchemaRegistry of(SpecificationVersion version) {
    return SchemaRegistry.withDefaultDialect(
        version,
        builder ->
            builder
                .schemaRegistryConfig(CONFIG)
                .schemaCacheEnabled(false)
                .schemaLoader(
                    loader -> loader.allow(iri -> iri.toString().startsWith(META_SCHEMAS))));
  }

  /**
   * The pattern, found anywhere in a text as JSON Schema says.
   *
   * @throws PatternSyntaxException when it is not one, or needs look-around or back-references
   */
  static RegularExpression pattern(String source) {
    Pattern pattern = Pattern.compile(source);
    return text -> pattern.matcher(text).find();
  }
}
