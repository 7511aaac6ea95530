package dev.gatehold.examples;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Durations;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.event.Announcement;
import dev.gatehold.engine.store.StoredTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Carries out what a page says that happens while a run is under way. */
final class Telling {
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final Principal WORKER = new Principal("worker-1", Principal.Kind.SERVICE, null);

  /** A sentence of a page; what stands in backquotes is handed to whoever carries it out. */
  private record Sentence(Pattern form, Happening happening) {
    static Sentence of(String form, Happening happening) {
      return new Sentence(Pattern.compile(form.replace("…", "`(.+?)`")), happening);
    }
  }

  @FunctionalInterface
  private interface Happening {
    void happen(MatchResult said) throws Exception;
  }

  private final Stage stage;
  private final String run;
  private final List<Sentence> sentences =
      List.of(
          Sentence.of("… says … at …(?:, with …)?", this::says),
          Sentence.of("a worker on … gets … and brings …", this::works),
          Sentence.of("event … comes with key … and data …", this::comes),
          Sentence.of("the clock is turned on by …", this::turnsOn),
          Sentence.of("the clock is turned to …, when … ends", this::turnsTo));

  Telling(Stage stage, String run) {
    this.stage = stage;
    this.run = run;
  }

  void happens(String text) throws Exception {
    for (Sentence sentence : sentences) {
      Matcher said = sentence.form().matcher(text);
      if (said.matches()) {
        sentence.happening().happen(said);
        return;
      }
    }
    throw new AssertionError("Expected something that can be carried out, but found: " + text);
  }

  static Map<String, @Nullable Object> object(String json) {
    return Json.freezeObject(JsonMapper.shared().readValue(json, OBJECT));
  }

  private void says(MatchResult said) throws InterruptedException {
    String step = said.group(3);
    stage.awaitGate(run, step);
    Says says = Says.word(said.group(2));
    Reply reply =
        stage.decide(
            run,
            step,
            said.group(1),
            said.group(4) == null ? says : says.filling(object(said.group(4))));
    if (!(reply instanceof Reply.Applied)) {
      throw new AssertionError(said.group() + ": " + reply);
    }
  }

  private void works(MatchResult said) throws InterruptedException {
    StoredTask task = stage.claim(said.group(1), WORKER);
    if (!object(task.offer().input()).equals(object(said.group(2)))) {
      throw new AssertionError(said.group() + ": it got " + task.offer().input());
    }
    long lease = Objects.requireNonNull(task.holder()).lease().number();
    stage.tasks().complete(task.id(), lease, WORKER, object(said.group(3)));
  }

  private void comes(MatchResult said) {
    stage.publish(new Announcement(said.group(1), said.group(2), object(said.group(3)), null));
  }

  private void turnsOn(MatchResult said) throws InterruptedException {
    stage.passDeadline(run, stage.clock.instant().plus(Durations.parse(said.group(1))));
  }

  private void turnsTo(MatchResult said) throws InterruptedException {
    stage.awaitWaiting(run, said.group(2), Instant.parse(said.group(1)));
    stage.passDeadline(run, Instant.parse(said.group(1)));
  }
}
