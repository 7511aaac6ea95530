package dev.gatehold.engine.loop;

import dev.gatehold.core.flow.Floor;
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
import org.jspecify.annotations.Nullable;

/**
 * One turn of the commit loop: handles tickets against drafts of their runs. Answers are held back
 * until the drafts are durable, refusals too, for they may rest on what another ticket of the batch
 * did.
 */
final class Batch {
  private final EngineParts parts;
  private final Runs.Look known;
  private final Draft.Lease lease;
  private final Instant now;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, AppliedKey> keys = new HashMap<>();
  private final Map<Ticket, Reply> answers = new LinkedHashMap<>();
  private final Map<Ticket, RuntimeException> failures = new LinkedHashMap<>();
  private final Map<String, RuntimeException> poisoned = new LinkedHashMap<>();
  private final Turns turns;
  private @Nullable Directory directory;
  private @Nullable List<Floor> floors;

  Batch(EngineParts parts, Runs.Look known, Turns turns, Instant now, Draft.Lease lease) {
    this.parts = parts;
    this.turns = turns;
    this.known = known;
    this.now = now;
    this.lease = lease;
  }

  void handle(Ticket ticket) {
    try {
      Reply reply = replyTo(ticket);
      answers.put(ticket, reply);
    } catch (GateholdException | StoreException e) {
      failures.put(ticket, e);
    } catch (RuntimeException e) {
      poison(ticket, e);
    }
  }

  private Reply replyTo(Ticket ticket) {
    AppliedKey earlier = applied(ticket.key());
    if (earlier != null) {
      return repeated(ticket, earlier);
    }
    String run = ticket.submission().run();
    Draft draft = draft(run);
    Command command = ticket.submission().command();
    Context context =
        new Context(now, ticket.submission().actor(), directory(), floors(), turns.now());
    return switch (transition(draft.state(), command, context)) {
      case Transition.Refused(var refusal) -> new Reply.Refused(refusal);
      case Transition.Applied applied -> {
        int before = draft.turns().size();
        draft.append(command, applied, new Entry(now, context.actor(), applied.events()), lease);
        turns.add(draft.turns().subList(before, draft.turns().size()));
        remember(ticket, draft);
        yield new Reply.Applied(run, draft.seq(), draft.state(), false);
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

  private Draft draft(String run) {
    RuntimeException cause = poisoned.get(run);
    if (cause != null) {
      throw cause;
    }
    Draft draft = drafts.get(run);
    if (draft == null) {
      LoadedRun loaded = known.run(run);
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
    Directory known = directory;
    if (known == null) {
      known = parts.currentDirectory();
      directory = known;
    }
    return known;
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
    return inBatch != null ? inBatch : known.key(key);
  }

  private void remember(Ticket ticket, Draft draft) {
    if (ticket.key() != null) {
      AppliedKey key =
          new AppliedKey(ticket.key(), ticket.digest(), ticket.submission().run(), draft.seq());
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
    RunState state = draft != null ? draft.state() : known.run(earlier.run()).state();
    return new Reply.Applied(earlier.run(), earlier.seq(), state, true);
  }

  /** A run that cannot be handled fails alone: what the batch had drafted for it is dropped. */
  private void poison(Ticket ticket, RuntimeException cause) {
    String run = ticket.submission().run();
    Draft dropped = drafts.remove(run);
    boolean exists = dropped == null || dropped.seq() > 0;
    GateholdException failure = parked(run, String.valueOf(cause.getMessage()));
    failure.addSuppressed(cause);
    failures.put(ticket, failure);
    if (exists) {
      poisoned.put(run, failure);
    }
    answers
        .entrySet()
        .removeIf(answered -> {
          boolean same =
              answered.getKey().submission().run().equals(run)
                  && answered.getValue() instanceof Reply.Applied;
          if (same) {
            failures.put(answered.getKey(), failure);
          }
          return same;
        });
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

  List<Draft> changed() {
    return drafts.values().stream().filter(Draft::changed).toList();
  }

  Map<String, RuntimeException> poisoned() {
    return poisoned;
  }

  /** Tells everybody who waits; {@code lost} is why nothing became durable, or null when it did. */
  void answer(@Nullable RuntimeException lost) {
    answers.forEach((ticket, reply) -> {
      if (lost == null) {
        ticket.answer().complete(reply);
      } else {
        ticket.answer().completeExceptionally(lost);
      }
    });
    failures.forEach((ticket, failure) -> ticket.answer().completeExceptionally(failure));
  }
}
