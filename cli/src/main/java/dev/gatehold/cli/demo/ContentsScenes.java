package dev.gatehold.cli.demo;

import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** Who is asked depends on what is asked, and what is asked changes on the way. */
final class ContentsScenes {
  private final Stage stage;

  ContentsScenes(Stage stage) {
    this.stage = stage;
  }

  void tieredByAmount() throws IOException {
    stage.narrator().chapter("The more it costs, the more people agree; one of them corrects it");
    Path ledger = stage.place("books").resolve("ledger.csv");
    Performance expense =
        Performance.of(
            stage,
            "expense",
            "tiered by amount, modify",
            "alice",
            JsonText.object()
                .put("purpose", "workshop in Leipzig")
                .put("amount", 1500)
                .put("receipt", stage.given("expense", "receipt.txt"))
                .put("ledger", ledger.toString()));
    expense.asks();
    ObjectNode correction = Performance.word("approve").put("comment", "No breakfast.");
    correction.putObject("edits").put("amount", 1446);
    expense.says("kim", correction, "approves 1446 € instead: “No breakfast.”");
    expense.asks();
    expense.approves("farah");
    expense.ends("completed");
    stage
        .expectations()
        .expect(
            "expense: the corrected amount was paid, once",
            Files.readString(ledger).endsWith(";alice;1446 EUR;workshop in Leipzig\n")
                && Files.readAllLines(ledger).size() == 1);
  }

  void conditional() throws IOException {
    stage.narrator().chapter("Legal is asked because of a clause, and has a condition");
    Path folder = stage.place("contracts");
    Performance contract =
        Performance.of(
            stage,
            "contract",
            "conditional",
            "emil",
            JsonText.object()
                .put("name", "hosting")
                .put("counterparty", "Nordlicht GmbH")
                .put("value", 60_000)
                .put("term_months", 24)
                .put("text", stage.given("contract", "hosting.txt"))
                .put("folder", folder.toString()));
    contract.asks();
    ObjectNode conditions = Performance.word("approve_with_conditions");
    conditions
        .putObject("form")
        .put("condition", "The provider names its way out of the contract.")
        .put("until", "2027-01-31");
    contract.says("gita", conditions, "approves with a condition, to be met by 2027-01-31");
    contract.approves("dora");
    contract.ends("completed");
    stage
        .expectations()
        .expect(
            "contract: the condition is on record",
            Files.readString(folder.resolve("hosting.obligations.txt"))
                .startsWith("2027-01-31: The provider names its way out of the contract. (gita)"));
  }

  void changeRequests() throws IOException {
    stage.narrator().chapter("A policy goes back and forth until everybody agrees");
    Path folder = stage.place("policies");
    Path policy = folder.resolve("remote-work.md");
    Files.writeString(policy, stage.given("policy-update", "remote-work.md"));
    Performance update =
        Performance.of(
            stage,
            "policy-update",
            "change-request loop",
            "emil",
            policy(folder, "draft.md", "2027-01-01"));
    update.asks();
    update.approves("ines");
    update.requestsChanges("gita", "Say where from abroad, and for how long.");
    update.resubmits(policy(folder, "second-draft.md", "2027-01-01"), "hands in a second draft");
    update.asks();
    update.approves("gita");
    update.requestsChanges("henk", "Not before the spring.");
    update.resubmits(policy(folder, "second-draft.md", "2027-04-01"), "moves it to the spring");
    update.asks();
    update.approves("ines");
    update.approves("henk");
    update.ends("completed");
    stage
        .expectations()
        .expect(
            "policy-update: the last draft is in force",
            Files.readString(policy)
                .equals(
                    stage.given("policy-update", "second-draft.md")
                        + "\nApplies to all employees from 2027-04-01 on.\n"));
  }

  private ObjectNode policy(Path folder, String draft, String fromDay) throws IOException {
    return JsonText.object()
        .put("name", "remote-work")
        .put("text", stage.given("policy-update", draft).strip())
        .put("applies_to", "all employees")
        .put("from_day", fromDay)
        .put("folder", folder.toString());
  }
}
