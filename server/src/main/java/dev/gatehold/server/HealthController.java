package dev.gatehold.server;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RunStore;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether the server can work: it answers, and so do its storage and its directory. */
@RestController
@Hidden
class HealthController {
  private final RunStore runs;
  private final DirectorySource people;

  HealthController(RunStore runs, DirectorySource people) {
    this.runs = runs;
    this.people = people;
  }

  record Health(String status) {}

  @GetMapping("/health")
  Health health() {
    runs.nextDeadline(Instant.EPOCH);
    if (people.current().failure() != null) {
      throw new GateholdException(
          "directory.unavailable",
          "Expected the directory of people to answer, but it does not.",
          "Nobody can decide until it does. Look at the log of the server.");
    }
    return new Health("up");
  }
}
