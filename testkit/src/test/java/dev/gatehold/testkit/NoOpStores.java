package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TriggerStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores that accept everything, keep nothing and answer with nothing. */
final class NoOpStores {
  private NoOpStores() {}

  static final class NoOpRunStore implements RunStore {
    @Override
    public void commit(List<RunWrite> writes) {}

    @Override
    public Optional<StoredRun> load(String run) {
      return Optional.empty();
    }

    @Override
    public List<StoredEntry> journal(String run, long after, int limit) {
      return List.of();
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public News news(Collection<String> keys, Map<String, Long> runs) {
      return new News(List.of(), List.of());
    }

    @Override
    public List<String> due(Instant now, Instant until, int limit) {
      return List.of();
    }

    @Override
    public @Nullable Instant nextDeadline(Instant after) {
      return null;
    }

    @Override
    public Map<String, Long> turns() {
      return Map.of();
    }

    @Override
    public List<String> activeRuns(String flow, String key) {
      return List.of();
    }

    @Override
    public Set<String> active(Collection<String> runs) {
      return Set.of();
    }

    @Override
    public boolean pins(String flow, int release) {
      return false;
    }

    @Override
    public void park(String run, String reason) {}

    @Override
    public List<StoredEffect> leaseEffects(String node, Instant now, Instant until, int limit) {
      return List.of();
    }

    @Override
    public List<String> renewLeases(String node, List<String> effects, Instant until) {
      return List.of();
    }

    @Override
    public void releaseLeasesOfOthers(String node) {}

    @Override
    public void releaseLeases(String node) {}

    @Override
    public void postponeEffect(String node, String effect, int tries, Instant at) {}

    @Override
    public void setAsideEffect(String node, String effect, String reason) {}

    @Override
    public void finishEffect(String effect) {}

    @Override
    public TaskStore tasks() {
      return new NoOpTaskStore();
    }

    @Override
    public TriggerStore triggers() {
      return new NoOpTriggerStore();
    }

    @Override
    public EventStore events() {
      return new NoOpEventStore();
    }

    @Override
    public List<String> incidents(String run) {
      return List.of();
    }

    @Override
    public Optional<RunRow> run(String run) {
      return Optional.empty();
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
      return List.of();
    }

    @Override
    public Optional<RequestRow> request(String request) {
      return Optional.empty();
    }

    @Override
    public List<RequestRow> requests(RequestQuery query) {
      return List.of();
    }
  }

  static final class NoOpEventStore implements EventStore {
    @Override
    public boolean keep(StoredEvent event) {
      return true;
    }

    @Override
    public Optional<StoredEvent> event(String id) {
      return Optional.empty();
    }

    @Override
    public List<StoredEvent> events(EventQuery query) {
      return List.of();
    }

    @Override
    public List<StoredEvent> matching(
        StoredEvent.Topic topic, Instant since, @Nullable Seen after, int limit) {
      return List.of();
    }

    @Override
    public List<StoredEvent> undelivered(Instant before, int limit) {
      return List.of();
    }

    @Override
    public void delivered(String id) {}

    @Override
    public void subscribe(Subscription subscription) {}

    @Override
    public List<Subscription> subscriptions(
        StoredEvent.Topic topic, @Nullable Subscription after, int limit) {
      return List.of();
    }

    @Override
    public void unsubscribe(Subscription subscription) {}

    @Override
    public void forget(Instant before) {}
  }

  static final class NoOpTriggerStore implements TriggerStore {
    @Override
    public void replace(String flow, List<StoredTrigger> triggers) {}

    @Override
    public List<StoredTrigger> triggers(@Nullable String flow) {
      return List.of();
    }

    @Override
    public Optional<StoredTrigger> trigger(TriggerId id) {
      return Optional.empty();
    }

    @Override
    public List<StoredTrigger> onEvent(String name) {
      return List.of();
    }

    @Override
    public List<StoredTrigger> due(Instant now) {
      return List.of();
    }

    @Override
    public boolean pause(TriggerId id, @Nullable Paused pause) {
      return true;
    }

    @Override
    public boolean add(Firing firing) {
      return true;
    }

    @Override
    public boolean passed(StoredTrigger trigger, @Nullable Instant next, List<Firing> firings) {
      return true;
    }

    @Override
    public void settle(Firing firing) {}

    @Override
    public List<TriggerId> waiting() {
      return List.of();
    }

    @Override
    public List<Firing> waiting(TriggerId trigger, int limit) {
      return List.of();
    }

    @Override
    public Optional<Firing> last(TriggerId trigger, State state) {
      return Optional.empty();
    }

    @Override
    public List<String> activeRuns(TriggerId trigger) {
      return List.of();
    }

    @Override
    public List<String> started(@Nullable TriggerId trigger, @Nullable Instant before) {
      return List.of();
    }

    @Override
    public void forget(Instant before, Collection<String> alsoActive) {}
  }

  static final class NoOpTaskStore implements TaskStore {
    @Override
    public boolean place(StoredTask.Offer offer) {
      return true;
    }

    @Override
    public List<StoredTask> claim(Claim claim, Instant now) {
      return List.of();
    }

    @Override
    public Optional<StoredTask> renew(
        String task, StoredTask.Lease lease, StoredTask.Progress progress, Instant now) {
      return Optional.empty();
    }

    @Override
    public boolean giveBack(String task, StoredTask.Lease lease) {
      return true;
    }

    @Override
    public Optional<StoredTask> task(String id) {
      return Optional.empty();
    }

    @Override
    public List<StoredTask> tasks(TaskQuery query) {
      return List.of();
    }

    @Override
    public List<StoredTask> lost(Instant now, int limit) {
      return List.of();
    }
  }

  static final class NoOpFlowStore implements FlowStore {
    @Override
    public void saveDraft(Draft draft) {}

    @Override
    public Optional<Draft> draft(String flow) {
      return Optional.empty();
    }

    @Override
    public Release addRelease(
        String flow, String source, Digest digest, String author, String note, Instant at) {
      return new Release(flow, 1, source, digest, author, note, at);
    }

    @Override
    public Optional<Release> release(String flow, int number) {
      return Optional.empty();
    }

    @Override
    public List<Release> releases(String flow) {
      return List.of();
    }

    @Override
    public void promote(String flow, int number, String by, Instant at) {}

    @Override
    public Optional<Release> live(String flow) {
      return Optional.empty();
    }

    @Override
    public boolean deleteRelease(String flow, int number) {
      return false;
    }

    @Override
    public Optional<String> source(Digest digest) {
      return Optional.empty();
    }

    @Override
    public void keepSource(Digest digest, String source) {}

    @Override
    public List<FlowRow> flows() {
      return List.of();
    }
  }

  static final class NoOpSecretStore implements SecretStore {
    @Override
    public void saveSecrets(List<StoredSecret> secrets) {}

    @Override
    public Optional<StoredSecret> secret(String name, Environment environment) {
      return Optional.empty();
    }

    @Override
    public List<StoredSecret> secrets() {
      return List.of();
    }

    @Override
    public boolean deleteSecret(String name, Environment environment) {
      return false;
    }
  }

  static final class NoOpPeopleStore implements PeopleStore {
    @Override
    public Revisions revisions() {
      return new Revisions(0, 0);
    }

    @Override
    public void saveAccount(Account account) {}

    @Override
    public List<Account> accounts() {
      return List.of();
    }

    @Override
    public void saveAbsence(StoredAbsence absence) {}

    @Override
    public List<StoredAbsence> absences() {
      return List.of();
    }

    @Override
    public boolean deleteAbsence(String id) {
      return false;
    }

    @Override
    public void saveToken(Token token) {}

    @Override
    public Optional<Token> token(String hash) {
      return Optional.empty();
    }

    @Override
    public List<Token> tokensOf(String person) {
      return List.of();
    }

    @Override
    public boolean deleteToken(String hash) {
      return false;
    }
  }

  static final class NoOpMemoryStore implements MemoryStore {
    @Override
    public Reply write(Change change) {
      return new Reply.Written(1);
    }

    @Override
    public Optional<Version> newest(Space space, String key) {
      return Optional.empty();
    }

    @Override
    public List<Version> list(Space space, String prefix) {
      return List.of();
    }

    @Override
    public List<Version> history(Space space, String key) {
      return List.of();
    }
  }

  static final class NoOpResourceStore implements ResourceStore {
    @Override
    public Resource put(InputStream content, String name, String mediaType, long limit) {
      return new Resource(Digest.of(""), name, mediaType, 0);
    }

    @Override
    public Optional<InputStream> open(Digest digest) {
      return Optional.empty();
    }

    @Override
    public List<Blob> blobs(@Nullable Digest after, int limit) {
      return List.of();
    }

    @Override
    public boolean expire(Digest digest, Instant storedBefore, Instant at) {
      return false;
    }

    @Override
    public Optional<Instant> expiredAt(Digest digest) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> lastSweep() {
      return Optional.empty();
    }

    @Override
    public void noteSweep(Instant at) {}
  }
}
