package dev.gatehold.connectors.ssh;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.util.regex.Pattern;

/** Why a command did not work out, before the step is known. */
final class SshFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Controls, halves of characters, and what turns the direction of text around. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}&&[^\n\t]]");

  private final String code;
  private final String expected;
  private final String found;
  private final String next;
  private final boolean retryable;

  SshFailure(String code, String expected, String found, String next, boolean retryable) {
    super(code);
    this.code = code;
    this.expected = expected;
    this.found = found;
    this.next = next;
    this.retryable = retryable;
  }

  /** Whether it may pass by itself. */
  boolean passes() {
    return retryable;
  }

  /** What the run learns, without the step's secrets. */
  ConnectorFailure of(Job job) {
    String text =
        job.masking()
            .text(
                "Expected "
                    + expected
                    + " in step '"
                    + job.step()
                    + "', but "
                    + found
                    + ". "
                    + next);
    return new ConnectorFailure(
        new Failure(code, UNSEEN.matcher(text).replaceAll("\uFFFD") + ".", retryable));
  }
}
