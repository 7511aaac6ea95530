package dev.gatehold.server;

import dev.gatehold.connectors.exec.ExecConnector;
import dev.gatehold.connectors.exec.ExecSettings;
import dev.gatehold.connectors.http.HttpConnector;
import dev.gatehold.connectors.http.HttpSettings;
import dev.gatehold.connectors.lines.LinesConnector;
import dev.gatehold.connectors.ssh.SshConnector;
import dev.gatehold.connectors.ssh.SshSettings;
import dev.gatehold.core.flow.Action;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.FloorSource;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.flow.StoredFlowCatalog.Compiler;
import dev.gatehold.engine.host.SystemHost;
import dev.gatehold.engine.memory.FlowMemory;
import dev.gatehold.engine.memory.MemoryConnector;
import dev.gatehold.engine.retention.RetentionKeeper;
import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.engine.secret.Vault;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.server.callback.Callbacks;
import dev.gatehold.server.connection.ConnectionsFile;
import dev.gatehold.server.directory.People;
import dev.gatehold.server.floor.FloorFolder;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.secret.TinkSeal;
import dev.gatehold.server.trigger.Webhooks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything behind the HTTP adapters, wired: the one place that knows all the rooms. */
record ServerParts(
    ServerSettings settings,
    Backing backing,
    IdentityParts identity,
    FloorSource floors,
    FlowCatalog flows,
    DurableEngine engine,
    FlowMemory memory,
    Callbacks callbacks,
    Webhooks webhooks,
    Vault vault,
    SshConnector ssh,
    @Nullable RetentionKeeper retention,
    InstantSource clock)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerParts.class);

  static ServerParts of(ServerSettings settings, Backing backing) {
    InstantSource clock = backing.clock();
    People people = People.of(settings.peopleFile(), backing.people(), clock);
    IdentityParts identity =
        IdentityParts.of(people, backing.people(), clock, settings.devPassword());
    FloorSource floors = floors(settings);
    ConnectionsFile connections = connections(settings);
    SshConnector ssh = new SshConnector(new SshSettings(connections.ssh()), backing.resources());
    FlowMemory memory = new FlowMemory(backing.memory(), clock);
    List<Connector> connectors = new ArrayList<>();
    connectors.add(new MemoryConnector(memory));
    connectors.addAll(connectors(settings, backing, connections, ssh));
    Compiler compiler =
        new Compiler(new FlowReader()::read, new CelExpressions(), new JsonSchemas());
    FlowCatalog flows =
        new StoredFlowCatalog(
            backing.flows(), compiler, people, names(settings, connectors), clock, floors);
    Callbacks callbacks = new Callbacks(backing.callbackKey());
    Vault vault = vault(settings, backing, clock);
    DurableEngine engine =
        new DurableEngine(
            new EngineParts(
                "node-" + UUID.randomUUID(),
                backing.runs(),
                flows,
                people,
                clock,
                new TimeOrderedIds(),
                connectors,
                floors,
                callbacks,
                vault));
    Webhooks webhooks = new Webhooks(connections.webhook(), System::getenv, clock);
    return new ServerParts(
        settings,
        backing,
        identity,
        floors,
        flows,
        engine,
        memory,
        callbacks,
        webhooks,
        vault,
        ssh,
        retention(settings, backing, clock),
        clock);
  }

  private static @Nullable RetentionKeeper retention(
      ServerSettings settings, Backing backing, InstantSource clock) {
    if (settings.keepResources() == null) {
      return null;
    }
    Sweeper.Stores stores =
        new Sweeper.Stores(backing.resources(), backing.runs(), backing.flows(), backing.memory());
    return new RetentionKeeper(
        new Sweeper(stores, settings.keepResources(), clock), new SystemHost());
  }

  /** Begins to work. */
  void start() {
    engine.start();
    if (retention != null) {
      retention.start();
    }
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  void wake() {
    engine.wake();
    if (retention != null) {
      retention.wake();
    }
  }

  /** Gates do not need secrets: with a wrong key the server runs, and says so. */
  private static Vault vault(ServerSettings settings, Backing backing, InstantSource clock) {
    Path key = settings.secretKey();
    Path file = key == null ? settings.data().resolve("secret.key") : key;
    Vault vault = new Vault(backing.secrets(), TinkSeal.of(file, System::getenv), clock);
    vault.problem().ifPresent(problem -> LOG.error("Secrets cannot be opened: {}", problem));
    return vault;
  }

  /** Without a folder of its own, the one in the data folder may come later. */
  private static FloorSource floors(ServerSettings settings) {
    Path folder = settings.floors();
    return folder == null
        ? FloorFolder.optional(settings.data().resolve("floors"))
        : FloorFolder.required(folder);
  }

  /**
   * What flows may name: connectors, and the tasks that the engine keeps for workers. Processes
   * that are switched off have no name for new flows, and a reason of their own for old ones.
   */
  private static Set<String> names(ServerSettings settings, List<Connector> connectors) {
    return Stream.concat(connectors.stream().map(Connector::name), Stream.of(Tasks.CONNECTOR))
        .filter(name -> !name.equals(Action.LINES))
        .filter(name -> settings.exec() || !name.equals(ExecConnector.NAME))
        .collect(Collectors.toSet());
  }

  private static List<Connector> connectors(
      ServerSettings settings, Backing backing, ConnectionsFile connections, SshConnector ssh) {
    List<Connector> connectors = new ArrayList<>();
    connectors.add(
        new HttpConnector(
            new HttpSettings(connections.http(), System::getenv), backing.resources()));
    connectors.add(ssh);
    connectors.add(new LinesConnector(backing.resources()));
    connectors.add(new ExecConnector(exec(settings), backing.resources()));
    return List.copyOf(connectors);
  }

  private static ExecSettings exec(ServerSettings settings) {
    Path work = settings.data().resolve("work");
    return settings.exec()
        ? new ExecSettings(work, settings.execAllowed(), true)
        : ExecSettings.disabled(work);
  }

  private static ConnectionsFile connections(ServerSettings settings) {
    Path file = settings.connections();
    return file == null
        ? ConnectionsFile.optional(settings.data().resolve("connections.yaml"))
        : ConnectionsFile.required(file);
  }

  @Override
  public void close() {
    if (retention != null) {
      retention.close();
    }
    try {
      // Before the engine interrupts its work: what runs elsewhere is followed by the next server.
      ssh.close();
      engine.close();
    } finally {
      backing.release().run();
    }
  }
}
