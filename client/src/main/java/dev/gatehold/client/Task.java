package dev.gatehold.client;

import dev.gatehold.core.value.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** A task in the hands of a worker. */
public final class Task {
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Door door;
  private final JsonNode claimed;
  private volatile @Nullable Said news;

  /** What the worker last said of how far it is. */
  private record Said(double share, String message) {}

  Task(Door door, JsonNode claimed) {
    this.door = door;
    this.claimed = claimed;
  }

  /** Run, step and attempt: the same each time that this attempt is given to somebody. */
  public String id() {
    return text("id");
  }

  /** The id of the run that it is for. */
  public String run() {
    return text("run");
  }

  /** The step that it is the work of. */
  public String step() {
    return text("step");
  }

  /** Counted from 1. */
  public int attempt() {
    return claimed.path("attempt").asInt();
  }

  /** Whether this is a try: what is done must not touch what is live. */
  public boolean draft() {
    return claimed.path("draft").asBoolean();
  }

  /** What the flow says is to be done. */
  public Map<String, @Nullable Object> input() {
    return Objects.requireNonNull(Door.JSON.convertValue(claimed.path("input"), OBJECT));
  }

  /**
   * Says how far the work is; people see it with the next sign of life.
   *
   * @param share 0 to 1
   * @param message a few words, such as {@code frame 96}
   */
  public void progress(double share, String message) {
    news = new Said(share, message);
  }

  /**
   * Stores a file as a resource, and gives the reference that stands for it in the output.
   *
   * @throws IOException when it cannot be read, or the server does not take it
   */
  public Map<String, @Nullable Object> attach(String name, String mediaType, Path file)
      throws IOException, InterruptedException {
    JsonNode reference = door.store(name, mediaType, file);
    return Objects.requireNonNull(Door.JSON.convertValue(reference, OBJECT));
  }

  Duration lease() {
    return Durations.parse(text("lease_for"));
  }

  /**
   * Gives a sign of life; says whether the result is still wanted.
   *
   * @throws ServerRefused {@code lease.lost} when somebody else has it by now
   */
  boolean beat() throws IOException, InterruptedException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    Said told = news;
    if (told != null) {
      body.put("progress", told.share());
      body.put("message", told.message().isBlank() ? null : told.message());
    }
    return !post("heartbeat", body).path("stop").asBoolean();
  }

  void complete(Map<String, ? extends @Nullable Object> output)
      throws IOException, InterruptedException {
    post("complete", Map.of("output", output));
  }

  void fail(TaskFailed failure) throws IOException, InterruptedException {
    post(
        "fail",
        Map.of(
            "code", failure.code(),
            "message", String.valueOf(failure.getMessage()),
            "retryable", failure.retryable()));
  }

  void giveBack() throws IOException, InterruptedException {
    post("release", Map.of());
  }

  private JsonNode post(String verb, Map<String, ? extends @Nullable Object> rest)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(rest);
    body.put("lease", claimed.path("lease").asLong());
    return door.post("/tasks/" + id() + "/" + verb, body);
  }

  private String text(String field) {
    return claimed.path(field).asString();
  }
}
