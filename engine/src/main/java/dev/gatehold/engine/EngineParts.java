package dev.gatehold.engine;

import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.effect.CallbackLinks;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.FloorSource;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.SystemHost;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.secret.SecretSource;
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
    List<Connector> connectors,
    FloorSource floors,
    CallbackLinks callbacks,
    SecretSource secrets,
    Host host) {
  public EngineParts {
    connectors = List.copyOf(connectors);
  }

  /** The same with other runs. */
  EngineParts with(RunStore others) {
    return new EngineParts(
        node, others, flows, directory, clock, ids, connectors, floors, callbacks, secrets, host);
  }

  /** Parts that live in this process. */
  public EngineParts(
      String node,
      RunStore runs,
      FlowCatalog flows,
      DirectorySource directory,
      InstantSource clock,
      Ids ids,
      List<Connector> connectors,
      FloorSource floors,
      CallbackLinks callbacks,
      SecretSource secrets) {
    this(
        node,
        runs,
        flows,
        directory,
        clock,
        ids,
        connectors,
        floors,
        callbacks,
        secrets,
        new SystemHost());
  }

  /** Parts without secrets. */
  public EngineParts(
      String node,
      RunStore runs,
      FlowCatalog flows,
      DirectorySource directory,
      InstantSource clock,
      Ids ids,
      List<Connector> connectors,
      FloorSource floors,
      CallbackLinks callbacks) {
    this(
        node, runs, flows, directory, clock, ids, connectors, floors, callbacks, SecretSource.NONE);
  }

  /** The directory of this moment; one that fails knows nobody and says why. */
  public Directory currentDirectory() {
    try {
      return directory.current();
    } catch (RuntimeException e) {
      return Directory.unavailable("it failed: " + e.getMessage());
    }
  }

  /** Parts whose work calls back to nowhere. */
  public EngineParts(
      String node,
      RunStore runs,
      FlowCatalog flows,
      DirectorySource directory,
      InstantSource clock,
      Ids ids,
      List<Connector> connectors,
      FloorSource floors) {
    this(
        node,
        runs,
        flows,
        directory,
        clock,
        ids,
        connectors,
        floors,
        (run, callee) -> run + "/" + callee);
  }

  /** Parts without floors. */
  public EngineParts(
      String node,
      RunStore runs,
      FlowCatalog flows,
      DirectorySource directory,
      InstantSource clock,
      Ids ids,
      List<Connector> connectors) {
    this(node, runs, flows, directory, clock, ids, connectors, List::of);
  }
}
