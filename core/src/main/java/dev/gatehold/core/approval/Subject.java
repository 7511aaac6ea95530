package dev.gatehold.core.approval;

import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is agreed to, and its digest.
 *
 * @param content a JSON object: run, round, release, title, requirement, floors, choices, ladder
 *     and covered parameters as they are, with the places of secrets in these; input, summary,
 *     evidence and forms by their digests. Its canonical text is what {@code digest} is taken of,
 *     so that anyone can recompute it.
 */
public record Subject(Map<String, @Nullable Object> content, Digest digest) {
  private static final String COVERED = "covered";
  private static final String SECRETS = "secrets";
  private static final String ROUND = "round";

  /** Of the form that most choices have. */
  private static final String NO_FORM = Digest.ofJson(Map.of()).text();

  public Subject {
    content = Json.freezeObject(content);
  }

  /** What a subject is made of, besides the covered parameters. */
  public record Parts(
      String run,
      String step,
      int round,
      Map<String, @Nullable Object> release,
      Map<String, @Nullable Object> input,
      String title,
      @Nullable String summary,
      Requirement requirement,
      List<FloorDemand> floors,
      Set<String> excluded,
      List<Evidence> evidence,
      List<Choice> choices,
      Rejects rejects,
      List<String> modify,
      Ladder ladder,
      Request.@Nullable Deadline expiry) {}

  /**
   * Makes a subject.
   *
   * @param covered the rendered parameters of the covered steps, by step id
   * @param secrets where secrets belong in these parameters, as JSON by step id; none for most
   */
  public static Subject of(
      Parts parts,
      Map<String, @Nullable Object> covered,
      Map<String, List<Map<String, @Nullable Object>>> secrets) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("run", parts.run());
    content.put("step", parts.step());
    content.put(ROUND, (long) parts.round());
    content.put("release", parts.release());
    content.put("input", Digest.ofJson(parts.input()).text());
    content.put("title", parts.title());
    content.put("summary", parts.summary() == null ? null : Digest.of(parts.summary()).text());
    content.put("requirement", requirement(parts.requirement()));
    content.put("excluded", parts.excluded().stream().sorted().toList());
    content.put("evidence", parts.evidence().stream().map(Subject::evidence).toList());
    content.put("floors", parts.floors().stream().map(Subject::floor).toList());
    content.put("choices", parts.choices().stream().map(Subject::choice).toList());
    content.put("rejects", parts.rejects().text());
    content.put("modify", parts.modify());
    content.put("ladder", parts.ladder().rungs().stream().map(Subject::rung).toList());
    Request.Deadline expiry = parts.expiry();
    content.put("silence", expiry == null ? null : expiry.outcome().text());
    content.put(COVERED, covered);
    Map<String, @Nullable Object> opened = new LinkedHashMap<>();
    secrets.forEach((step, places) -> {
      if (!places.isEmpty()) {
        opened.put(step, places);
      }
    });
    if (!opened.isEmpty()) {
      content.put(SECRETS, opened);
    }
    Map<String, @Nullable Object> frozen = Json.freezeObject(content);
    return new Subject(frozen, Digest.ofJson(frozen));
  }

  /**
   * Whether everything but the round is the same as in an earlier subject; then what was said of it
   * still holds.
   */
  boolean sameBut(Subject earlier) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>(content);
    Map<String, @Nullable Object> other = new LinkedHashMap<>(earlier.content);
    one.remove(ROUND);
    other.remove(ROUND);
    return Json.canonical(one).equals(Json.canonical(other));
  }

  /** The agreed parameters of a covered step; null for a step that is not covered. */
  public @Nullable Object coveredParameters(String step) {
    return content.get(COVERED) instanceof Map<?, ?> covered ? covered.get(step) : null;
  }

  /** Whether these are the agreed places of secrets in the parameters of a covered step. */
  public boolean agreesTo(String step, List<Map<String, @Nullable Object>> secrets) {
    Object agreed = content.get(SECRETS) instanceof Map<?, ?> all ? all.get(step) : null;
    Object found = secrets.isEmpty() ? null : secrets;
    return Json.canonical(agreed).equals(Json.canonical(found));
  }

  private static Map<String, @Nullable Object> evidence(Evidence evidence) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("kind", evidence.kind());
    shown.put("title", evidence.title());
    shown.put(
        "content", evidence.missing() == null ? Digest.ofJson(evidence.content()).text() : null);
    return shown;
  }

  private static Map<String, @Nullable Object> floor(FloorDemand floor) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("floor", floor.name());
    shown.put("declared", floor.declared() == null ? null : floor.declared().text());
    shown.put("requirement", requirement(floor.requirement()));
    return shown;
  }

  private static Map<String, @Nullable Object> choice(Choice choice) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("word", choice.word());
    shown.put("as", choice.as().word());
    shown.put("form", choice.form().isEmpty() ? NO_FORM : Digest.ofJson(choice.form()).text());
    return shown;
  }

  private static Map<String, @Nullable Object> rung(Ladder.Rung rung) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("mode", rung.mode().word());
    shown.put("to", rung.to().stream().map(Source::text).toList());
    return shown;
  }

  private static Map<String, @Nullable Object> requirement(Requirement requirement) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    switch (requirement) {
      case Requirement.People leaf -> {
        shown.put("from", leaf.from().stream().map(Source::text).toList());
        shown.put("count", (long) leaf.count());
        shown.put("applies", leaf.notApplicable() == null);
        shown.put("about", leaf.about() == null ? null : leaf.about().text());
      }
      case Requirement.Some(var count, var parts) -> {
        shown.put("count", (long) count);
        shown.put("of", requirements(parts));
      }
      case Requirement.All(var parts) -> shown.put("all", requirements(parts));
      case Requirement.Any(var parts) -> shown.put("any", requirements(parts));
      case Requirement.Stages(var parts) -> shown.put("stages", requirements(parts));
    }
    return shown;
  }

  private static List<Map<String, @Nullable Object>> requirements(List<Requirement> parts) {
    return parts.stream().map(Subject::requirement).toList();
  }
}
