package dev.gatehold.server;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.Spread;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says whether the server can work: it answers, and so do its storage and its directory. Of several
 * databases the first one has to: when another is away, all servers are without it, and the runs of
 * the others go on.
 */
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
    Spread.homesOf(runs).getFirst().nextDeadline(Instant.EPOCH);
    if (people.current().failure() != null) {
      throw new GateholdException(
          "directory.unavailable",
          "Expected the directory of people to answer, but it does not.",
          "Nobody can decide until it does. Look at the log of the server.");
    }
    return new Health(allAnswer() ? "up" : "partly up");
  }

  private boolean allAnswer() {
    return !(runs instanceof Spread spread)
        || IntStream.rangeClosed(1, spread.homes().size())
            .mapToObj(Home::new)
            .allMatch(spread::answers);
  }
}
