package dev.gatehold.server;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;

/**
 * Where a server keeps everything.
 *
 * @param release gives up what the stores hold; called last
 */
public record Backing(
    RunStore runs,
    FlowStore flows,
    PeopleStore people,
    ResourceStore resources,
    Runnable release) {}
