package dev.gatehold.engine.flow;

import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.engine.store.FlowStore.Draft;
import dev.gatehold.engine.store.FlowStore.FlowRow;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.language.Reading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drafts, releases and live releases. Errors are {@link dev.gatehold.engine.GateholdException}s.
 */
public interface FlowCatalog {
  /**
   * Reads and checks a flow file against the people and connectors of this server; stores nothing.
   */
  Reading check(String file, String source);

  /**
   * Replaces the draft when the file has no error.
   *
   * @throws dev.gatehold.engine.GateholdException {@code flow.name} when the file names another
   *     flow
   */
  Reading push(String flow, String file, String source, Principal author);

  /**
   * Makes a release of the draft; a draft equal to the newest release gives that release again.
   *
   * @throws dev.gatehold.engine.GateholdException {@code draft.unknown}, or {@code flow.invalid}
   *     when the draft no longer passes the check
   */
  Release release(String flow, String note, Principal author);

  /** Makes a release live; {@code release.unknown} when there is none with this number. */
  Release promote(String flow, int number, Principal by);

  /** Deletes a release; {@code release.in_use} when it is live or an active run is pinned to it. */
  void delete(String flow, int number);

  Optional<Draft> draft(String flow);

  Optional<Release> release(String flow, int number);

  Optional<Release> live(String flow);

  /** Newest first. */
  List<Release> releases(String flow);

  List<FlowRow> flows();

  /**
   * What a new run of this flow is pinned to; see {@code Engine.startRun} for {@code release} and
   * errors.
   */
  ReleaseRef pin(String flow, @Nullable Integer release);

  /**
   * The definition that a run is pinned to.
   *
   * @throws dev.gatehold.engine.GateholdException {@code release.unreadable} when its text is gone
   *     or no longer understood
   */
  Flow flow(ReleaseRef release);

  /** What evaluates the expressions of flows where there is no run yet. */
  Expressions expressions();

  /** The machine of that definition; errors as {@link #flow}. */
  RunMachine machine(ReleaseRef release);
}
