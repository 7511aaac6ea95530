package dev.gatehold.simulation.world;

import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.secret.SecretSource;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.simulation.machine.Group;
import dev.gatehold.simulation.machine.NodeClock;
import dev.gatehold.simulation.machine.SimulatedHost;
import dev.gatehold.simulation.store.FaultyLine;
import dev.gatehold.simulation.store.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process with an engine, which dies and comes again under another name. */
final class Node {
  private final World world;
  private final int number;
  private final NodeClock clock;
  private final List<Call<?>> open = new ArrayList<>();
  private int life;
  private Group group = new Group("nowhere");
  private @Nullable DurableEngine engine;

  Node(World world, int number) {
    this.world = world;
    this.number = number;
    this.clock = new NodeClock(world.scheduler());
  }

  NodeClock clock() {
    return clock;
  }

  boolean up() {
    return engine != null;
  }

  /** Begins a life with nothing but what the store has. */
  void start() {
    life++;
    String name = "node-" + number + "." + life;
    group = new Group(name);
    Group mine = group;
    SimulatedHost host = new SimulatedHost(world.scheduler(), group, world.split());
    FaultyLine line = new FaultyLine(world.weather(), host, this::crash);
    RunStore store = Ports.guarded(world.store(), line);
    host.thread(
            "start",
            () -> {
              DurableEngine fresh =
                  new DurableEngine(
                      new EngineParts(
                          name,
                          store,
                          world.catalog(),
                          world::directory,
                          clock,
                          world.ids(),
                          List.of(new Works(world, host)),
                          List::of,
                          (run, callee) ->
                              run
                                  + "/"
                                  + callee.step()
                                  + "/"
                                  + callee.attempt()
                                  + "/"
                                  + callee.told(),
                          SecretSource.NONE,
                          host));
              try {
                fresh.start();
              } catch (StoreException e) {
                // A process that cannot start ends, and is started again.
                crash();
                return;
              }
              if (!mine.dead()) {
                engine = fresh;
              }
            })
        .start();
  }

  /** Dies at this moment: nothing that it was doing goes on. */
  void crash() {
    if (!group.dead()) {
      group.kill();
      engine = null;
      List.copyOf(open).forEach(Call::lose);
      open.clear();
      world.later(Duration.ofMillis(world.random().nextInt(40_000)), this::start);
    }
  }

  /** Stops in order and comes again. */
  void restart() {
    DurableEngine stopping = engine;
    if (stopping != null) {
      engine = null;
      Group mine = group;
      world
          .scheduler()
          .thread(
              group,
              "stop",
              () -> {
                stopping.close();
                world.soon(() -> {
                  if (group == mine) {
                    crash();
                  }
                });
              })
          .start();
    }
  }

  /** Asks the engine on a thread of this node, as a server's request does. */
  <T> void ask(Call<T> call, Function<DurableEngine, T> request) {
    DurableEngine asked = engine;
    if (asked == null) {
      call.lose();
      return;
    }
    open.add(call);
    world
        .scheduler()
        .thread(
            group,
            "request",
            () -> {
              try {
                call.answer(request.apply(asked));
              } catch (RuntimeException e) {
                call.fail(e);
              }
              open.remove(call);
            })
        .start();
  }
}
