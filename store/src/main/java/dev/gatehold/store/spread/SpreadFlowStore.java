package dev.gatehold.store.spread;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Flows in the first home, of which runs in all of them may be. */
public final class SpreadFlowStore implements FlowStore {
  private final FlowStore first;
  private final RunStore runs;

  public SpreadFlowStore(FlowStore first, RunStore runs) {
    this.first = first;
    this.runs = runs;
  }

  @Override
  public boolean deleteRelease(String flow, int number) {
    return !runs.pins(flow, number) && first.deleteRelease(flow, number);
  }

  @Override
  public void saveDraft(Draft draft) {
    first.saveDraft(draft);
  }

  @Override
  public Optional<Draft> draft(String flow) {
    return first.draft(flow);
  }

  @Override
  public Release addRelease(
      String flow, String source, Digest digest, String author, String note, Instant at) {
    return first.addRelease(flow, source, digest, author, note, at);
  }

  @Override
  public Optional<Release> release(String flow, int number) {
    return first.release(flow, number);
  }

  @Override
  public List<Release> releases(String flow) {
    return first.releases(flow);
  }

  @Override
  public void promote(String flow, int number, String by, Instant at) {
    first.promote(flow, number, by, at);
  }

  @Override
  public Optional<Release> live(String flow) {
    return first.live(flow);
  }

  @Override
  public Optional<String> source(Digest digest) {
    return first.source(digest);
  }

  @Override
  public void keepSource(Digest digest, String source) {
    first.keepSource(digest, source);
  }

  @Override
  public List<FlowRow> flows() {
    return first.flows();
  }
}
