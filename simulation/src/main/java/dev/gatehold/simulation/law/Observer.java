package dev.gatehold.simulation.law;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.simulation.store.Ports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the store's door, writes down what becomes durable, and checks the laws at once:
 * between a commit and the check nobody else does anything.
 */
public final class Observer implements Ports.Gatekeeper {
  private static final int LONGEST_TOLD = 240;
  private static final int TOLD = 40;

  private final RunStore store;
  private final RunStore truth;
  private final Function<ReleaseRef, Flow> flows;
  private final Map<String, Chronicle> runs = new TreeMap<>();
  private final Map<String, Answered.Heard> byKey = new HashMap<>();
  private final Map<String, Long> acknowledged = new TreeMap<>();
  private final TreeSet<String> published = new TreeSet<>();
  private final Leases leases = new Leases(this);
  private final Map<String, Long> checks = new LinkedHashMap<>();
  private final Map<String, Long> seen = new TreeMap<>();
  private final List<String> last = new ArrayList<>();
  private Instant lastCommit = Instant.EPOCH;
  private @Nullable Broken broken;

  /**
   * Begins to observe.
   *
   * @param store what can be read, mistakes included
   * @param truth the same without mistakes
   */
  public Observer(RunStore store, RunStore truth, Function<ReleaseRef, Flow> flows) {
    this.store = store;
    this.truth = truth;
    this.flows = flows;
  }

  @Override
  public @Nullable Object through(Ports.Call call) {
    Object answer = call.make();
    if (broken == null) {
      if (call.name().equals("commit")) {
        committed(writes(call.argument(0)));
      } else {
        leases.see(call, answer);
      }
    }
    return answer;
  }

  private static List<RunWrite> writes(Object argument) {
    return ((List<?>) argument).stream().map(RunWrite.class::cast).toList();
  }

  private void committed(List<RunWrite> writes) {
    for (RunWrite write : writes) {
      String id = write.row().run();
      Chronicle run = runs.get(id);
      if (run == null) {
        RunEvent first = JournalCodec.decode(write.entries().getFirst()).events().getFirst();
        if (!(first instanceof RunEvent.RunStarted started)) {
          breaks("journal.begins", "A run begins with its start, and starts once.", "" + first);
          return;
        }
        run = new Chronicle(id, flows.apply(started.release()));
        runs.put(id, run);
      }
      long before = run.seq();
      String head = run.head();
      List<Moment> moments;
      try {
        moments = run.append(write.entries());
      } catch (RuntimeException e) {
        breaks("journal.replays", "What is written can be replayed at any time.", "" + e);
        return;
      }
      for (Moment moment : moments) {
        note(id, moment);
      }
      leases.committed(write);
      Change change = new Change(run, before, head, write, moments, store);
      check(JournalLaws.ALL, change);
      check(GateLaws.ALL, change);
      check(TimeLaws.ALL, change);
      check(EffectLaws.ALL, change);
      check(ListLaws.ALL, change);
    }
  }

  private void note(String run, Moment moment) {
    lastCommit = moment.entry().at();
    count("event " + moment.event().getClass().getSimpleName());
    if (last.size() == TOLD) {
      last.removeFirst();
    }
    String what = moment.event().toString();
    last.add(
        "%s %s by %s: %s"
            .formatted(
                moment.entry().at(),
                run,
                moment.entry().by().id(),
                what.substring(0, Math.min(LONGEST_TOLD, what.length()))));
    var facts = moment.after().facts();
    if (facts != null) {
      facts.steps().values().forEach(state -> count("state " + state.getClass().getSimpleName()));
    }
  }

  /** What was heard under the key of this before; null for nothing. */
  public Answered.@Nullable Heard heard(Submission submission) {
    String key = submission.scopedKey();
    return key == null ? null : byKey.get(key);
  }

  /**
   * A caller heard this.
   *
   * @param first what was {@link #heard} when it was submitted
   */
  public void answered(Submission submission, Reply reply, Answered.@Nullable Heard first) {
    count("command " + submission.command().getClass().getSimpleName());
    if (reply instanceof Reply.Refused(var refusal)) {
      count("refusal " + refusal.code());
    }
    if (broken != null) {
      return;
    }
    String id = reply instanceof Reply.Applied applied ? applied.run() : submission.run();
    check(AnswerLaws.ANSWERS, new Answered(submission, reply, runs.get(id), first));
    if (reply instanceof Reply.Applied applied) {
      if (submission.scopedKey() != null) {
        byKey.putIfAbsent(submission.scopedKey(), new Answered.Heard(submission, applied));
      }
      acknowledged.merge(applied.run(), applied.seq(), Math::max);
    }
  }

  /** A publisher was told that this event is kept. */
  public void published(String event) {
    published.add(event);
  }

  /** A reader was shown this. */
  public void viewed(RunView view, long since) {
    if (broken == null) {
      check(AnswerLaws.VIEWS, new Viewed(view, runs.get(view.run()), since));
    }
  }

  /** A connector was told this. */
  public void worked(Connector.Job job) {
    if (broken == null) {
      check(AnswerLaws.WORK, new Worked(job, runs.get(job.run())));
    }
  }

  /** Nothing has gone wrong for a while. */
  public void ended(Instant now) {
    if (broken == null) {
      check(EndLaws.ALL, new EndLaws.Whole(runs, truth, acknowledged, published, now));
    }
  }

  <T> void check(List<Law<T>> laws, T seen) {
    for (Law<T> law : laws) {
      checks.merge(law.name(), 1L, Long::sum);
      String how = law.check().apply(seen);
      if (how != null) {
        breaks(law.name(), law.sentence(), how);
      }
    }
  }

  /** Notes what was broken first; all that comes after it may come of it. */
  public void breaks(String law, String sentence, String how) {
    if (broken == null) {
      broken = new Broken(law, sentence, how);
    }
  }

  private void count(String kind) {
    seen.merge(kind, 1L, Long::sum);
  }

  public @Nullable Broken broken() {
    return broken;
  }

  /** Runs as they became durable, by id. */
  public Map<String, Chronicle> runs() {
    return runs;
  }

  /** When something was written last, by the clock of who wrote it. */
  public Instant lastCommit() {
    return lastCommit;
  }

  /** The highest entry of a run that somebody was told of; 0 for none. */
  public long acknowledged(String run) {
    return acknowledged.getOrDefault(run, 0L);
  }

  /** Of every entry that ever became durable: equal for equal histories. */
  public Digest digest() {
    StringBuilder heads = new StringBuilder();
    runs.forEach((id, run) -> heads.append(id).append(' ').append(run.head()).append('\n'));
    return Digest.of(heads.toString());
  }

  /** How often each law was checked. */
  public Map<String, Long> checks() {
    return checks;
  }

  /** How often each kind of command, event, refusal and state came up. */
  public Map<String, Long> seen() {
    return seen;
  }

  /** The last events, oldest first. */
  public List<String> last() {
    return last;
  }
}
