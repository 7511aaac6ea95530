package dev.gatehold.engine;

import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.RunStore;
import java.time.InstantSource;
import java.util.List;

/** What an engine is made of; everything that is not a pure function comes in here. */
public record EngineParts(
    String node,
    RunStore runs,
    FlowCatalog flows,
    DirectorySource directory,
    InstantSource clock,
    Ids ids,
    List<Connector> connectors) {
  public EngineParts {
    connectors = List.copyOf(connectors);
  }
}
