package dev.gatehold.core.run;

import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.SecretRule;
import dev.gatehold.core.run.Effect.RunStep;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Decided;
import java.util.List;
import java.util.Optional;

/**
 * Says which secrets are open to work: those whose gate has approved, and whose approval stands.
 */
final class Locks {
  private final Layout layout;

  Locks(Layout layout) {
    this.layout = layout;
  }

  /** Why this work cannot have the secrets it needs; empty when it can. */
  Optional<Failure> whyClosed(Active run, RunStep work) {
    List<SecretPlace> places = work.secrets();
    if (places == null) {
      return Optional.empty();
    }
    Address at = Address.parse(work.step());
    return places.stream()
        .map(SecretPlace::secret)
        .distinct()
        .flatMap(secret -> whyClosed(run, at, secret).stream())
        .findFirst();
  }

  private Optional<Failure> whyClosed(Active run, Address at, String secret) {
    SecretRule rule = layout.flow().secrets().get(secret);
    if (rule == null) {
      return Optional.of(closed(secret, "the flow does not declare it"));
    }
    String gate = rule.after();
    if (gate == null) {
      return Optional.empty();
    }
    boolean open =
        at.sees(gate, layout)
            .map(address -> run.at(address.text()))
            .filter(state -> state instanceof Decided decided && decided.outcome().opens())
            .isPresent();
    return open
        ? Optional.empty()
        : Optional.of(closed(secret, "the approval of gate '" + gate + "' does not stand"));
  }

  private static Failure closed(String secret, String why) {
    return new Failure(
        "secret.closed",
        "Expected secret '"
            + secret
            + "' to be open to this step, but "
            + why
            + ". Let the gate approve before the step starts.",
        false);
  }
}
