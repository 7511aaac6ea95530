package dev.gatehold.engine.flow;

import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.FlowStore.Draft;
import dev.gatehold.engine.store.FlowStore.FlowRow;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.engine.store.SharedReads;
import dev.gatehold.language.Names;
import dev.gatehold.language.Problem;
import dev.gatehold.language.Reading;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The catalog over a store. Definitions are immutable, so compiled ones are kept by digest. */
public final class StoredFlowCatalog implements FlowCatalog {
  private static final int COMPILED_AT_MOST = 1_000;

  /** Reads and checks a flow file; {@code FlowReader} in the language module. */
  @FunctionalInterface
  public interface Reader {
    Reading read(String file, String source, Names names);
  }

  /** What compiling a flow needs. */
  public record Compiler(Reader reader, Expressions expressions, Schemas schemas) {}

  private record Compiled(Flow flow, RunMachine machine) {}

  private final FlowStore store;
  private final Compiler compiler;
  private final DirectorySource directory;
  private final Set<String> connectors;
  private final InstantSource clock;
  private final FloorSource floors;

  /** The live releases of flows of which runs are started, many at a time. */
  private final SharedReads<String, Release> started;

  private final Map<Digest, Compiled> compiled = new ConcurrentHashMap<>();

  /** Opens a catalog without floors. */
  public StoredFlowCatalog(
      FlowStore store,
      Compiler compiler,
      DirectorySource directory,
      Set<String> connectors,
      InstantSource clock) {
    this(store, compiler, directory, connectors, clock, List::of);
  }

  /**
   * Opens the catalog.
   *
   * @param connectors names that flows may use
   * @param floors what every flow is held to when it is checked
   */
  public StoredFlowCatalog(
      FlowStore store,
      Compiler compiler,
      DirectorySource directory,
      Set<String> connectors,
      InstantSource clock,
      FloorSource floors) {
    this.store = store;
    this.compiler = compiler;
    this.directory = directory;
    this.connectors = Set.copyOf(connectors);
    this.clock = clock;
    this.floors = floors;
    this.started = new SharedReads<>(store::live);
  }

  @Override
  public Reading check(String file, String source) {
    return compiler
        .reader()
        .read(file, source, new Names(directory.current(), connectors, floors.current()));
  }

  @Override
  public Reading push(String flow, String file, String source, Principal author) {
    Reading reading = check(file, source);
    Flow read = reading.flow();
    if (read != null) {
      if (!read.name().equals(flow)) {
        throw new GateholdException(
            "flow.name",
            "Expected a file of flow '" + flow + "', but it says 'flow: " + read.name() + "'.",
            "Push it as '" + read.name() + "', or correct the name in the file.");
      }
      store.saveDraft(
          new Draft(
              flow,
              source,
              Digest.of(source),
              author.countsAs(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
    return reading;
  }

  @Override
  public Release release(String flow, String note, Principal author) {
    Draft draft = store.draft(flow).orElseThrow(() -> draftUnknown(flow));
    List<Release> releases = store.releases(flow);
    if (!releases.isEmpty() && releases.getFirst().digest().equals(draft.digest())) {
      return releases.getFirst();
    }
    Reading reading = check(flow + ".yaml", draft.source());
    if (!reading.ok()) {
      throw new GateholdException(
          "flow.invalid",
          "Expected the draft of flow '"
              + flow
              + "' to pass the check, but it has "
              + reading.problems().size()
              + " problems.",
          "Correct the file, push it and release again.",
          Map.of("problems", reading.problems().stream().map(Problem::text).toList()));
    }
    return store.addRelease(
        flow,
        draft.source(),
        draft.digest(),
        author.countsAs(),
        note,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public Release promote(String flow, int number, Principal by) {
    Release release = store.release(flow, number).orElseThrow(() -> releaseUnknown(flow, number));
    store.promote(flow, number, by.countsAs(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return release;
  }

  @Override
  public void delete(String flow, int number) {
    if (store.release(flow, number).isEmpty()) {
      throw releaseUnknown(flow, number);
    }
    if (!store.deleteRelease(flow, number)) {
      throw new GateholdException(
          "release.in_use",
          "Expected release "
              + number
              + " of flow '"
              + flow
              + "' to be free, but it is live or has active runs.",
          "Promote another release and wait until its runs have ended, or cancel them.");
    }
  }

  @Override
  public Optional<Draft> draft(String flow) {
    return store.draft(flow);
  }

  @Override
  public Optional<Release> release(String flow, int number) {
    return store.release(flow, number);
  }

  @Override
  public Optional<Release> live(String flow) {
    return store.live(flow);
  }

  @Override
  public List<Release> releases(String flow) {
    return store.releases(flow);
  }

  @Override
  public List<FlowRow> flows() {
    return store.flows();
  }

  @Override
  public ReleaseRef pin(String flow, @Nullable Integer release) {
    if (release != null && release == 0) {
      Draft draft = store.draft(flow).orElseThrow(() -> draftUnknown(flow));
      store.keepSource(draft.digest(), draft.source());
      return new ReleaseRef(flow, 0, draft.digest());
    }
    if (release != null) {
      Release found = store.release(flow, release).orElseThrow(() -> releaseUnknown(flow, release));
      return new ReleaseRef(flow, release, found.digest());
    }
    Release live = started.read(flow).orElseThrow(() -> liveNone(flow));
    return new ReleaseRef(flow, live.number(), live.digest());
  }

  @Override
  public Flow flow(ReleaseRef release) {
    return compiled(release).flow();
  }

  @Override
  public Expressions expressions() {
    return compiler.expressions();
  }

  @Override
  public RunMachine machine(ReleaseRef release) {
    return compiled(release).machine();
  }

  private Compiled compiled(ReleaseRef release) {
    Compiled known = compiled.get(release.digest());
    if (known != null) {
      return known;
    }
    String source =
        store.source(release.digest()).orElseThrow(() -> unreadable(release, "its text is gone"));
    // People come and go; a run's release was checked against them when it was made.
    Flow flow = compiler.reader().read(release.text(), source, Names.UNKNOWN).flow();
    if (flow == null) {
      throw unreadable(release, "this version does not understand it");
    }
    Compiled fresh =
        new Compiled(flow, new RunMachine(flow, compiler.expressions(), compiler.schemas()));
    if (compiled.size() >= COMPILED_AT_MOST) {
      compiled.clear();
    }
    compiled.put(release.digest(), fresh);
    return fresh;
  }

  private GateholdException liveNone(String flow) {
    if (store.draft(flow).isEmpty() && store.releases(flow).isEmpty()) {
      return flowUnknown(flow);
    }
    return new GateholdException(
        "live.none",
        "Expected flow '" + flow + "' to have a live release, but it has none.",
        "Release the draft and promote the release.");
  }

  private GateholdException flowUnknown(String flow) {
    List<String> known = store.flows().stream().map(FlowRow::flow).toList();
    return new GateholdException(
        "flow.unknown",
        "Expected a flow '" + flow + "', but there is none.",
        known.isEmpty()
            ? "Push a flow file first."
            : "Use one of " + String.join(", ", known) + ".");
  }

  private GateholdException draftUnknown(String flow) {
    return store.releases(flow).isEmpty()
        ? flowUnknown(flow)
        : new GateholdException(
            "draft.unknown",
            "Expected flow '" + flow + "' to have a draft, but it has none.",
            "Push a flow file first.");
  }

  private GateholdException releaseUnknown(String flow, int number) {
    List<Integer> known = store.releases(flow).stream().map(Release::number).toList();
    return known.isEmpty() && store.draft(flow).isEmpty()
        ? flowUnknown(flow)
        : new GateholdException(
            "release.unknown",
            "Expected release " + number + " of flow '" + flow + "', but there is none.",
            known.isEmpty() ? "Release the draft first." : "Use one of " + known + ".");
  }

  private static GateholdException unreadable(ReleaseRef release, String why) {
    return new GateholdException(
        "release.unreadable",
        "Expected to read "
            + release.text()
            + " ("
            + release.digest().brief()
            + "), but "
            + why
            + ".",
        "Restore the data folder from a backup, or run a version that reads it.");
  }
}
