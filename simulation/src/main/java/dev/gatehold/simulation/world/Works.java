package dev.gatehold.simulation.world;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.host.Host;
import dev.gatehold.simulation.store.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What steps do outside: it takes a while, and may fail in every way. */
final class Works implements Connector {
  private final World world;
  private final Host host;

  Works(World world, Host host) {
    this.world = world;
    this.host = host;
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure, InterruptedException {
    world.observer().worked(job);
    if (job.callback() != null) {
      world.town().told(job.callback());
    }
    host.sleep(Duration.ofMillis(host.random().nextInt(5_000)));
    if (world.weather().strikes(Fault.WORK_FAILS)) {
      fail();
    }
    // In this order in every JVM: the journal keeps it.
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("ok", true);
    output.put("items", List.of("a", "b"));
    return output;
  }

  private void fail() throws ConnectorFailure, InterruptedException {
    switch (host.random().nextInt(5)) {
      case 0 -> throw new ConnectorFailure(new Failure("exec.exit", "It ended with 1.", false));
      case 1 -> throw new IllegalStateException("a bug of the connector");
      case 2 -> host.sleep(Duration.ofMinutes(10));
      default -> throw new ConnectorFailure(new Failure("exec.exit", "It ended with 2.", true));
    }
  }
}
