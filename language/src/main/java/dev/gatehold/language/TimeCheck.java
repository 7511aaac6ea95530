package dev.gatehold.language;

import dev.gatehold.core.value.Durations;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what happens at a gate while nobody decides: whether the times fit together. */
final class TimeCheck {
  private static final String DUE = "due";

  private final PeopleCheck people;
  private final RequirementCheck requirements;
  private final SpanCheck spans;
  private final Findings findings;

  TimeCheck(PeopleCheck people, RequirementCheck requirements, Findings findings) {
    this.people = people;
    this.requirements = requirements;
    this.spans = new SpanCheck(findings);
    this.findings = findings;
  }

  /** The times of one gate that others are measured by; null where there is none. */
  private record Frame(@Nullable Duration due, @Nullable Duration expiry, boolean declaresDue) {}

  void check(@Nullable YamlNode node, Visible visible) {
    if (!(node instanceof YamlNode.Fields time)) {
      return;
    }
    YamlNode calendar = time.get("calendar");
    if (calendar != null && calendar.text() != null) {
      people.calendar(calendar, calendar.text());
    }
    Frame frame =
        new Frame(
            spans.positive(time.get(DUE)),
            spans.positive(time.at(List.of("expire", "after"))),
            time.get(DUE) != null);
    if (isTooLate(frame.due(), frame)) {
      noEffect(time.keyPlace(DUE), "a due time before the expiry", frame);
    }
    items(time.get("remind")).forEach(one -> reminder(one, frame));
    Duration last = null;
    for (YamlNode rung : items(time.get("escalate"))) {
      last = rung(rung, frame, last, visible);
    }
  }

  private static List<YamlNode> items(@Nullable YamlNode node) {
    return node instanceof YamlNode.Items(_, var items) ? items : List.of();
  }

  private void reminder(YamlNode node, Frame frame) {
    if (node.text() == null || node.text().isEmpty()) {
      return;
    }
    ReminderText text = ReminderText.parse(node.text());
    Duration span = spans.positive(node, text.span());
    if (text.beforeDue() && !frame.declaresDue()) {
      dueMissing(node);
    }
    if (span == null) {
      return;
    }
    if (!text.beforeDue()) {
      if (isTooLate(span, frame)) {
        noEffect(node.place(), "a reminder before the expiry", frame);
      }
    } else if (frame.due() != null && span.compareTo(frame.due()) >= 0) {
      findings.warning(
          "flow.no_effect",
          node.place(),
          "Expected a reminder after the opening, but an answer is due after %s already."
              .formatted(Durations.format(frame.due())),
          "Write a shorter time, or remove it.");
    }
  }

  /** Checks a rung; gives its time, or that of the rung before when it is not known. */
  private @Nullable Duration rung(
      YamlNode node, Frame frame, @Nullable Duration before, Visible visible) {
    if (!(node instanceof YamlNode.Fields rung)) {
      return before;
    }
    YamlNode mode = rung.get("mode");
    requirements.sources(rung.get("to"), visible, mode == null || !"notify".equals(mode.text()));
    YamlNode after = rung.get("after");
    if (after == null) {
      return before;
    }
    boolean atDue = DUE.equals(after.text());
    if (atDue && !frame.declaresDue()) {
      dueMissing(after);
    }
    Duration span = atDue ? frame.due() : spans.positive(after);
    if (span == null) {
      return before;
    }
    if (!atDue && isTooLate(span, frame)) {
      noEffect(after.place(), "a rung before the expiry", frame);
    }
    if (before != null && span.compareTo(before) < 0) {
      findings.error(
          "flow.ladder_order",
          after.place(),
          "Expected rungs in the order in which they are climbed, but this one comes after %s and"
                  .formatted(Durations.format(span))
              + " the one before it after %s.".formatted(Durations.format(before)),
          "Put the earlier rung first.");
    }
    return span;
  }

  private static boolean isTooLate(@Nullable Duration span, Frame frame) {
    return span != null && frame.expiry() != null && span.compareTo(frame.expiry()) >= 0;
  }

  private void noEffect(Place place, String expected, Frame frame) {
    Duration expiry = frame.expiry() == null ? Duration.ZERO : frame.expiry();
    findings.warning(
        "flow.no_effect",
        place,
        "Expected %s, but the gate expires after %s already."
            .formatted(expected, Durations.format(expiry)),
        "Write a shorter time, or a longer 'expire'.");
  }

  private void dueMissing(YamlNode node) {
    findings.error(
        "flow.due_missing",
        node.place(),
        "Expected 'due' in 'time', which this is measured by, but it is missing.",
        "Add 'due', such as due: 4h, or write the time from opening.");
  }
}
