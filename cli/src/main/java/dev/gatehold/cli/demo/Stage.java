package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.server.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What every scene of the demonstration plays on.
 *
 * @param examples what the flows' own input is taken from
 * @param clock the server's; turned with {@link #turnTo}
 * @param clockTurned tells the server that it was turned
 * @param folder where scenes may put files
 */
record Stage(
    Cast cast,
    Examples examples,
    TurnableClock clock,
    Runnable clockTurned,
    Repositories repositories,
    Path folder,
    Narrator narrator,
    Story story,
    Expectations expectations) {

  Actor actor(String id) {
    return cast.actor(id);
  }

  /** A file that comes with an example. */
  String given(String example, String file) throws IOException {
    return Files.readString(examples.folder().resolve(example).resolve(file));
  }

  /** An empty folder for a scene. */
  Path place(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Lets the time come, and says so. */
  void turnTo(Instant time, String told) {
    clock.turnTo(time);
    clockTurned.run();
    narrator.does("clock", told);
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

  static String step(JsonNode run, String id, String field) {
    return Fields.line(Actor.step(run, id), field);
  }
}
