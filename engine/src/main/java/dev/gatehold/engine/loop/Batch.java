package dev.gatehold.engine.loop;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Context;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.Transition;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.journal.Entry;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the commit loop: handles tickets against drafts of their runs. Answers are held back
 * until the drafts are durable, refusals too, for they may rest on what another ticket of the batch
 * did.
 */
final class Batch {
  private final EngineParts parts;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, AppliedKey> keys = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, RuntimeException> poisoned = new LinkedHashMap<>();
  private final Turns turns;
  private Runs.@Nullable Look known;
  private Instant now = Instant.EPOCH;
  private Draft.Lease lease;
  private @Nullable Directory directory;
  private @Nullable List<Floor> floors;

  Batch(EngineParts parts, Turns turns) {
    this.parts = parts;
    this.turns = turns;
    this.lease = new Draft.Lease(parts.node(), Instant.EPOCH);
  }

  /** Handles tickets by what is known now; others of the batch may have come earlier. */
  void handle(List<Ticket> tickets, Runs.Look known, Instant now) {
    this.known = known;
    this.now = now;
    this.lease = new Draft.Lease(parts.node(), now.plus(CommitLoop.LEASE));
    directory = null;
    floors = null;
    // What was only looked at may have changed elsewhere since; what was drafted will be refused.
    drafts.values().removeIf(draft -> !draft.changed());
    tickets.forEach(this::handle);
  }

  private void handle(Ticket ticket) {
    try {
      answers.add(new Answer(ticket, replyTo(ticket), null));
    } catch (GateholdException | StoreException e) {
      answers.add(new Answer(ticket, null, e));
    } catch (RuntimeException e) {
      poison(ticket, e);
    }
  }

  /** What somebody is told when the batch is durable: one of the two. */
  private record Answer(Ticket ticket, @Nullable Reply reply, @Nullable RuntimeException failure) {

    boolean says(Class<? extends Reply> what, String run) {
      return what.isInstance(reply) && ticket.run().equals(run);
    }

    void give(@Nullable RuntimeException lost) {
      RuntimeException why = failure == null ? lost : failure;
      if (why == null) {
        ticket.answer().complete(reply);
      } else {
        ticket.answer().completeExceptionally(why);
      }
    }
  }

  private Reply replyTo(Ticket ticket) {
    AppliedKey earlier = applied(ticket.key());
    if (earlier != null) {
      return repeated(ticket, earlier);
    }
    String run = ticket.run();
    Draft draft = draft(run);
    Command command = ticket.submission().command();
    Context context =
        new Context(now, ticket.submission().actor(), directory(), floors(), turnsTaken());
    return switch (transition(draft.state(), command, context)) {
      case Transition.Refused(var refusal) -> new Reply.Refused(refusal);
      case Transition.Applied applied -> {
        int before = draft.turns().size();
        // Before anything is drafted: it may have to be read.
        Flow flow = parts.flows().flow(Objects.requireNonNull(applied.state().facts()).release());
        Entry entry = new Entry(now, context.actor(), applied.events());
        draft.append(command, applied, entry, lease);
        turns.add(draft.turns().subList(before, draft.turns().size()));
        remember(ticket, draft);
        yield new Reply.Applied(draft.view(flow), draft.seq(), entry);
      }
    };
  }

  private Transition transition(RunState state, Command command, Context context) {
    RunState.Active facts = state.facts();
    if (facts != null) {
      return parts.flows().machine(facts.release()).handle(state, command, context);
    }
    if (command instanceof Command.StartRun start) {
      return parts.flows().machine(start.release()).handle(state, command, context);
    }
    return new Transition.Refused(
        new Refusal(
            Refusal.Code.RUN_UNKNOWN,
            "Expected a run with this id, but there is none.",
            "List the runs to find its id.",
            Map.of()));
  }

  private Runs.Look known() {
    return Objects.requireNonNull(known);
  }

  private Draft draft(String run) {
    RuntimeException cause = poisoned.get(run);
    if (cause != null) {
      throw cause;
    }
    Draft draft = drafts.get(run);
    if (draft == null) {
      LoadedRun loaded = known().run(run);
      if (loaded.parked() != null) {
        throw parked(run, loaded.parked());
      }
      draft = new Draft(loaded);
      drafts.put(run, draft);
    }
    return draft;
  }

  /** One directory for the whole batch; one that fails knows nobody, so that no gate opens. */
  private Directory directory() {
    Directory current = directory;
    if (current == null) {
      current = parts.currentDirectory();
      directory = current;
    }
    return current;
  }

  /** Nobody looks them up who has no rotation to ask. */
  private Map<String, Long> turnsTaken() {
    return directory().rotations().isEmpty() ? Map.of() : turns.now();
  }

  private List<Floor> floors() {
    List<Floor> known = floors;
    if (known == null) {
      try {
        known = parts.floors().current();
      } catch (RuntimeException e) {
        throw new GateholdException(
            "floors.unavailable",
            "Expected to read the floors, but it failed: " + e.getMessage(),
            "Nothing was changed; try again when they can be read.");
      }
      floors = known;
    }
    return known;
  }

  private @Nullable AppliedKey applied(@Nullable String key) {
    if (key == null) {
      return null;
    }
    AppliedKey inBatch = keys.get(key);
    return inBatch != null ? inBatch : known().key(key);
  }

  private void remember(Ticket ticket, Draft draft) {
    if (ticket.key() != null) {
      AppliedKey key =
          new AppliedKey(
              ticket.key(), Objects.requireNonNull(ticket.digest()), ticket.run(), draft.seq());
      draft.remember(key);
      keys.put(ticket.key(), key);
    }
  }

  private Reply repeated(Ticket ticket, AppliedKey earlier) {
    if (!earlier.command().equals(ticket.digest())) {
      return new Reply.Refused(
          new Refusal(
              Refusal.Code.KEY_REUSED,
              "Expected the same request as before under this idempotency key, but found another"
                  + " one.",
              "Use a new key for a new request.",
              Map.of()));
    }
    Draft draft = drafts.get(earlier.run());
    LoadedRun run = draft != null ? draft.committed() : known().run(earlier.run());
    return new Reply.Applied(run.view(parts.flows()).orElseThrow(), earlier.seq(), null);
  }

  /** A run that cannot be handled fails alone: what the batch had drafted for it is dropped. */
  private void poison(Ticket ticket, RuntimeException cause) {
    String run = ticket.run();
    Draft dropped = drafts.remove(run);
    boolean exists = dropped == null || dropped.seq() > 0;
    GateholdException failure = parked(run, String.valueOf(cause.getMessage()));
    failure.addSuppressed(cause);
    if (exists) {
      poisoned.put(run, failure);
    }
    answers.replaceAll(each ->
        each.says(Reply.Applied.class, run) ? new Answer(each.ticket(), null, failure) : each);
    answers.add(new Answer(ticket, null, failure));
  }

  private static GateholdException parked(String run, String why) {
    return new GateholdException(
        "run.parked",
        "Expected to handle run '" + run + "', but it is set aside: " + why,
        "Nothing of it was changed. Look at its incidents, and report this as a bug.");
  }

  List<RunWrite> writes() {
    List<RunWrite> writes = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      if (draft.changed()) {
        writes.add(draft.write(directory(), now));
      }
    }
    return writes;
  }

  /** What whoever comes next may build on. */
  Ahead ahead() {
    Map<String, LoadedRun> runs = new HashMap<>();
    changed().forEach(draft -> runs.put(draft.run(), draft.committed()));
    return new Ahead(runs, keys, poisoned);
  }

  /** Whether turns of round robins were taken that the store does not know of yet. */
  boolean takesTurns() {
    return drafts.values().stream().anyMatch(draft -> !draft.turns().isEmpty());
  }

  List<Draft> changed() {
    return drafts.values().stream().filter(Draft::changed).toList();
  }

  Map<String, RuntimeException> poisoned() {
    return poisoned;
  }

  /** Tells everybody who waits; {@code lost} is why nothing became durable, or null when it did. */
  void answer(@Nullable RuntimeException lost) {
    answers.forEach(each -> each.give(lost));
  }
}
