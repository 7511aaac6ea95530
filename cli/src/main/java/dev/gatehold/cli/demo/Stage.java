package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What every scene of the demonstration plays on.
 *
 * @param cast the people by id
 * @param folder where scenes may put files
 */
record Stage(
    Map<String, Actor> cast,
    Repositories repositories,
    Path folder,
    Narrator narrator,
    Story story,
    Expectations expectations) {

  Actor actor(String id) {
    Actor actor = cast.get(id);
    if (actor == null) {
      throw new IllegalStateException("Expected '" + id + "' in the cast of the examples.");
    }
    return actor;
  }

  /** Somebody tries what must be refused; the refusal is told and expected. */
  void refused(Actor who, String what, String expectation, String code, int status, Runnable deed) {
    try {
      deed.run();
    } catch (CliException refusal) {
      JsonNode details = refusal.details();
      int found = details == null ? 0 : details.path("status").asInt(0);
      narrator.refused(who.id(), what, refusal.message(), found + " " + refusal.code());
      expectations.expect(expectation, refusal.code().equals(code) && found == status);
      return;
    }
    narrator.does(who.id(), what + ": and nobody stopped it");
    expectations.expect(expectation, false);
  }

  /** Adds a run that is over to the story. */
  void over(JsonNode run, String decided, String why) {
    story.add(run, decided, why);
  }

  static String step(JsonNode run, String id, String field) {
    return Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "id").equals(id))
        .findFirst()
        .map(step -> Fields.line(step, field))
        .orElse("");
  }
}
