package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.time.Duration;

/** Checks how long the worker of a task step may be silent. */
final class TaskCheck {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private TaskCheck() {}

  static void check(YamlNode.Fields task, Findings findings) {
    YamlNode lease = task.get("lease");
    Duration silence = new SpanCheck(findings).positive(lease);
    if (lease != null && silence != null && !isWithin(silence)) {
      findings.error(
          "flow.bad_duration",
          lease.place(),
          "Expected a lease of 1s to 1d, but found %s."
              .formatted(Words.value(String.valueOf(lease.text()))),
          "Say how long a worker may be silent before another one gets the task; 60s without it.");
    }
  }

  private static boolean isWithin(Duration silence) {
    return silence.compareTo(SHORTEST) >= 0 && silence.compareTo(LONGEST) <= 0;
  }
}
