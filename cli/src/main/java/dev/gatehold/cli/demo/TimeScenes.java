package dev.gatehold.cli.demo;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nobody answers: the clock of the server is turned, and what the flow says about it happens. */
final class TimeScenes {
  private final Stage stage;

  TimeScenes(Stage stage) {
    this.stage = stage;
  }

  void fallbackOwner() throws IOException {
    stage.narrator().chapter("The owner is silent, and a fallback owner takes their place");
    Path folder = stage.place("access");
    Path list = Files.writeString(folder.resolve("billing"), "farah\n");
    Performance access = access(folder, "escalation on silence");
    JsonNode request = access.asks();
    stage.turnTo(instant(request, "due_at"), "is turned on to when an answer was due");
    access.awaitRequest(each -> each.at("/ladder/0/climbed").asBoolean());
    access.asks();
    access.cannotApprove(
        "nora",
        "wakes up and tries to approve",
        "who was replaced cannot approve any more",
        "decider.not_eligible");
    access.approves("kim");
    JsonNode used = access.awaitStep("used", "waiting");
    boolean had = Files.readString(list).equals("farah\nalice\n");
    stage.turnTo(instant(used, "until"), "is turned on by the eight hours of access");
    access.ends("completed");
    stage
        .expectations()
        .expect(
            "access-request: alice was on the list for eight hours, and no longer",
            had && Files.readString(list).equals("farah\n"));
  }

  void expired() throws IOException {
    stage.narrator().chapter("Nobody answers, not even the fallback owner");
    Path folder = stage.place("no-access");
    Path list = Files.writeString(folder.resolve("billing"), "farah\n");
    Performance access = access(folder, "expiry");
    JsonNode request = access.asks();
    stage.turnTo(instant(request, "due_at"), "is turned on to when an answer was due");
    access.awaitRequest(each -> each.at("/ladder/0/climbed").asBoolean());
    access.asks();
    stage.turnTo(instant(request, "expires_at"), "is turned on to the expiry");
    access.ends("rejected");
    stage
        .expectations()
        .expect(
            "access-request: nobody got in by silence", Files.readString(list).equals("farah\n"));
  }

  private Performance access(Path folder, String pattern) {
    return Performance.of(
        stage,
        "access-request",
        pattern,
        "alice",
        JsonText.object()
            .put("system", "billing")
            .put("owner", "nora")
            .put("why", "Invoice 4711 is printed twice; I want to see why.")
            .put("hours", 8)
            .put("folder", folder.toString()));
  }

  void rejectedBySilence() throws IOException {
    stage.narrator().chapter("An offer lapses: silence declines it");
    Path folder = stage.place("letters");
    ObjectNode input =
        JsonText.object()
            .put("name", "label-printers")
            .put("vendor", "Etikett & Co.")
            .put("folder", folder.toString());
    input.set("items", JsonText.read(stage.given("vendor-offer", "items.json")));
    Performance offer =
        Performance.of(stage, "vendor-offer", "auto-reject on expiry", "emil", input);
    JsonNode request = offer.asks();
    offer.approves("farah");
    stage.turnTo(instant(request, "expires_at"), "is turned on by five days");
    offer.ends("rejected");
    stage
        .expectations()
        .expect(
            "vendor-offer: the vendor has a letter that declines",
            Files.readString(folder.resolve("label-printers.letter.txt"))
                .contains("We do not accept it."));
  }

  void cancelledBySilence() throws IOException {
    stage.narrator().chapter("Nobody confirms the maintenance: it is called off");
    Path folder = stage.place("logs");
    Path log = Files.createDirectory(folder.resolve("checkout")).resolve("monday.log");
    Files.writeString(log, "GET /cart 200\n");
    Instant opens = stage.clock().instant().plus(1, DAYS).truncatedTo(SECONDS);
    Performance maintenance =
        Performance.of(
            stage,
            "maintenance-window",
            "auto-cancel on expiry",
            "alice",
            JsonText.object()
                .put("service", "checkout")
                .put("opens", opens.toString())
                .put("folder", folder.toString()));
    JsonNode request = maintenance.asks();
    stage.turnTo(instant(request, "expires_at"), "is turned on by four hours");
    maintenance.ends("cancelled");
    stage
        .expectations()
        .expect("maintenance-window: the log is as it was", Files.isRegularFile(log));
  }

  private static Instant instant(JsonNode object, String field) {
    return Objects.requireNonNull(Fields.instant(object, field), field);
  }
}
