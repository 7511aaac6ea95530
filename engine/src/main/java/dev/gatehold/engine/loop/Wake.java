package dev.gatehold.engine.loop;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Submission;
import java.util.concurrent.CompletableFuture;

/** A ticket that changes nothing: it wakes the commit loop so that it sees that it should stop. */
final class Wake {
  private Wake() {}

  static Ticket ticket() {
    return new Ticket(
        new Submission("run_none", new Command.PassTime(), Principal.SYSTEM, null),
        null,
        Digest.of(""),
        new CompletableFuture<>());
  }
}
