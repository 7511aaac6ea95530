package dev.gatehold.server;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says beyond what the routes themselves tell. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  /** Errors that any route can answer with; others are named by their codes in the guide. */
  private static final Map<String, String> COMMON =
      Map.of(
          "400", "The request has another shape than the route takes.",
          "401", "There is no token, or it does not hold.",
          "403", "You may not do this.",
          "404", "There is no such thing.",
          "409", "It does not fit the state that things are in.",
          "422", "The content is not valid.",
          "503", "The storage does not answer; try again.");

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Gatehold")
                .version("v1")
                .description("Flows that stop at a gate until the right people said yes.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSchemas(PROBLEM, problem()))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  /** The document is written by another Jackson than the answers; both must name things alike. */
  @Bean
  ModelResolver snakeCase() {
    return new ModelResolver(
            Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
        .openapi31(true);
  }

  @Bean
  OpenApiCustomizer problems() {
    return api ->
        api.getPaths()
            .values()
            .forEach(path -> path.readOperations().forEach(OpenApiDescription::addProblems));
  }

  private static void addProblems(Operation operation) {
    COMMON.forEach((status, why) ->
        operation
            .getResponses()
            .computeIfAbsent(
                status, _ -> new ApiResponse().description(why).content(problemContent())));
  }

  private static Content problemContent() {
    return new Content()
        .addMediaType(
            dev.gatehold.server.problem.Problem.MEDIA_TYPE,
            new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
  }

  private static Schema<?> problem() {
    Schema<Object> next = typed("object");
    next.addProperty("why", typed("string"));
    next.addProperty("command", typed("string"));
    next.setRequired(List.of("why"));
    Schema<Object> steps = typed("array");
    steps.setItems(next);
    Schema<Object> problem = typed("object");
    problem.setDescription("What was expected, what was found, and the next step (RFC 9457).");
    for (String text : List.of("type", "title", "detail", "code")) {
      problem.addProperty(text, typed("string"));
    }
    problem.addProperty("status", typed("integer"));
    problem.addProperty("next", steps);
    problem.setRequired(List.of("type", "title", "status", "detail", "code", "next"));
    return problem;
  }

  private static Schema<Object> typed(String type) {
    Schema<Object> schema = new Schema<>(SpecVersion.V31);
    schema.setTypes(Set.of(type));
    return schema;
  }
}
