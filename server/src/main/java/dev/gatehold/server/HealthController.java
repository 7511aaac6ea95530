package dev.gatehold.server;

import dev.gatehold.engine.store.RunStore;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether the server can work: it answers, and so does its storage. */
@RestController
@Hidden
class HealthController {
  private final RunStore runs;

  HealthController(RunStore runs) {
    this.runs = runs;
  }

  record Health(String status) {}

  @GetMapping("/health")
  Health health() {
    runs.nextDeadline();
    return new Health("up");
  }
}
