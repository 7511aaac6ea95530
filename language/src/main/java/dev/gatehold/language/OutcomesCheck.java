package dev.gatehold.language;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.schema.DeclaredSchema;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what people can say at a gate, and what the gate can become by it or by silence. */
final class OutcomesCheck {
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::word).toList();

  private static final String CHANGES = "changes_requested";

  /** Words of outcomes that every gate knows; a choice of this name could not be told from them. */
  private static final Set<String> TAKEN =
      Set.of("approved", "rejected", CHANGES, "expired", "cancelled");

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final YamlNode.Fields gate;
  private final ExpressionCheck expressions;
  private final Findings findings;

  /** The gate's own words, and what each counts as. */
  private final Map<String, String> own = new LinkedHashMap<>();

  private OutcomesCheck(YamlNode.Fields gate, ExpressionCheck expressions, Findings findings) {
    this.gate = gate;
    this.expressions = expressions;
    this.findings = findings;
  }

  static void check(YamlNode.Fields gate, ExpressionCheck expressions, Findings findings) {
    OutcomesCheck check = new OutcomesCheck(gate, expressions, findings);
    check.form(gate.get("form"));
    if (gate.get("outcomes") instanceof YamlNode.Fields outcomes) {
      outcomes.fields().forEach(check::outcome);
    }
    if (gate.get("then") instanceof YamlNode.Fields then) {
      then.fields().forEach((word, field) -> check.branch(word, field.key()));
    }
    check.silence(gate.at(List.of("time", "expire", "outcome")));
  }

  private void form(@Nullable YamlNode form) {
    if (form instanceof YamlNode.Fields schema) {
      DeclaredSchema.check(schema, findings);
    }
  }

  private void outcome(String word, YamlNode.Field field) {
    if (field.value() instanceof YamlNode.Fields options) {
      expressions.literal(options.get("label"));
      form(options.get("form"));
      YamlNode as = options.get("as");
      if (!VERDICTS.contains(word) && isFree(word)) {
        own.put(word, as == null || as.text() == null ? "" : as.text());
      }
    }
    if (!isFree(word)) {
      findings.error(
          "flow.bad_outcome",
          field.key(),
          "Expected a word of the gate's own, but found "
              + Words.quote(word)
              + (TAKEN.contains(word) ? ", which every gate has a meaning for." : "."),
          "Write another one: a lower-case letter, then lower-case letters, digits or"
              + " underscores.");
    }
    if (word.equals(Verdict.ESCALATE.word()) && gate.at(List.of("time", "escalate")) == null) {
      findings.error(
          "flow.bad_outcome",
          field.key(),
          "Expected a ladder that 'escalate' goes up, but there is none.",
          "Add 'time: { escalate: [..] }', or remove 'escalate'.");
    }
  }

  private static boolean isFree(String word) {
    return WORD.matcher(word).matches() && !TAKEN.contains(word);
  }

  private boolean offersChanges() {
    return gate.at(List.of("outcomes", Verdict.REQUEST_CHANGES.word())) != null;
  }

  private boolean reworks() {
    return gate.get("rework") != null;
  }

  private List<String> ownAs(Set<Verdict> verdicts) {
    return own.keySet().stream()
        .filter(word -> verdicts.stream().anyMatch(one -> one.word().equals(own.get(word))))
        .toList();
  }

  private void branch(String word, Place place) {
    List<String> known = new ArrayList<>(List.of("approved", "rejected", "expired", "cancelled"));
    known.addAll(ownAs(Set.of(Verdict.APPROVE, Verdict.REJECT)));
    if (!reworks()) {
      known.addAll(ownAs(Set.of(Verdict.REQUEST_CHANGES)));
      if (offersChanges()) {
        known.add(CHANGES);
      }
    }
    if (!known.contains(word)) {
      findings.error(
          "flow.unknown_outcome",
          place,
          "Expected an outcome that this gate can have, but found " + Words.quote(word) + ".",
          nextToBranch(word, known));
    }
  }

  private String nextToBranch(String word, List<String> known) {
    boolean changes = word.equals(CHANGES) || Verdict.REQUEST_CHANGES.word().equals(own.get(word));
    if (changes && reworks()) {
      return "Remove it: with 'rework' the gate asks again when changes are requested.";
    }
    if (changes) {
      return "Add 'outcomes: { request_changes: {} }' so that people can request changes.";
    }
    return DidYouMean.or("Use " + Words.or(known) + ".", word, known);
  }

  private void silence(@Nullable YamlNode node) {
    String word = node == null ? null : node.text();
    if (node == null || word == null || word.isEmpty()) {
      return;
    }
    List<String> known = new ArrayList<>(List.of("expired", "rejected", "cancelled", "approved"));
    known.addAll(ownAs(Set.of(Verdict.APPROVE, Verdict.REJECT)));
    if (!known.contains(word)) {
      findings.error(
          "flow.unknown_outcome",
          node.place(),
          "Expected an outcome that silence can bring, but found " + Words.quote(word) + ".",
          DidYouMean.or("Use " + Words.or(known) + ".", word, known));
    } else if (word.equals("approved") || Verdict.APPROVE.word().equals(own.get(word))) {
      findings.warning(
          "flow.silence_approves",
          node.place(),
          "Expected people to decide, but here silence approves.",
          "Use expired, rejected or cancelled unless nobody needs to look.");
    }
  }
}
