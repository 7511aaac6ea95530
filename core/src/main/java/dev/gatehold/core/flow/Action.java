package dev.gatehold.core.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step does. */
public sealed interface Action {

  /**
   * Work that a connector does outside, such as {@code exec}.
   *
   * @param connector the name under which the connector is known
   * @param parameters its arguments, rendered when the step starts
   * @param callback id of the {@link Callback} step whose address the work is given, so that it or
   *     what it starts can call back; null for work that does not
   */
  record Work(String connector, Template.Mapping parameters, @Nullable String callback)
      implements Action {
    /** Work that is done when its connector is. */
    public Work(String connector, Template.Mapping parameters) {
      this(connector, parameters, null);
    }
  }

  /** Computes values and remembers them as the step's output. */
  record SetValues(Template.Mapping values) implements Action {}

  /**
   * Waits for a span of time or until an instant; exactly one of the two is given.
   *
   * @param duration renders to a duration such as {@code 90s}, {@code 4h} or {@code PT4H}
   * @param until renders to an RFC 3339 instant; one in the past ends the wait at once
   * @param calendar the business calendar in whose hours the duration counts; null for all hours
   */
  record Wait(@Nullable Template duration, @Nullable Template until, @Nullable String calendar)
      implements Action {
    public Wait {
      if ((duration == null) == (until == null) || (calendar != null && duration == null)) {
        throw new IllegalArgumentException(
            "Expected a wait with either a duration, perhaps of a calendar, or an instant.");
      }
    }

    /** A wait that counts all hours. */
    public Wait(@Nullable Template duration, @Nullable Template until) {
      this(duration, until, null);
    }
  }

  /**
   * Waits until somebody outside calls back; what they say is the step's output.
   *
   * @param within how long; the step fails after that. None means no limit
   */
  record Callback(@Nullable Duration within) implements Action {}

  /**
   * Waits for an event from outside; the event is the step's output.
   *
   * @param event the event's name, letter by letter
   * @param key renders to the event's key, which is not empty; null for events without a key
   * @param within how long; the step fails after that. None means no limit
   */
  record EventWait(String event, @Nullable Template key, @Nullable Duration within)
      implements Action {}

  /** Takes the first case whose condition holds, otherwise the steps of {@code otherwise}. */
  record Switch(List<Case> cases, List<Step> otherwise) implements Action {
    public Switch {
      cases = List.copyOf(cases);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** One case of a switch; {@code when} is a CEL condition. */
  record Case(String when, List<Step> steps) {
    public Case {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Runs its branches side by side.
   *
   * @param branches in the order of the file, with different names
   * @param needed how many of them must be done; the others are stopped then
   */
  record Parallel(List<Branch> branches, int needed) implements Action {
    public Parallel {
      branches = List.copyOf(branches);
      if (needed < 1 || needed > branches.size()) {
        throw new IllegalArgumentException(
            "Expected a join of 1 to " + branches.size() + " branches, but found " + needed + ".");
      }
    }
  }

  /**
   * Runs its steps once for each item of a list, in laps that are counted from 1.
   *
   * @param items renders to a list, or to the reference of a resource of lines
   * @param concurrency how many laps run side by side, 1 or more
   * @param tolerate how many laps may fail or be rejected before the loop does; {@link #ALL}
   *     tolerates every one
   * @param collect what is kept of a lap when it is over; null keeps nothing
   */
  record ForEach(
      Template items, int concurrency, int tolerate, List<Step> steps, @Nullable Template collect)
      implements Action {
    public static final int ALL = Integer.MAX_VALUE;

    /** The longest list. */
    public static final int MOST_ITEMS = 10_000;

    public ForEach {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Runs its steps again and again, in laps that are counted from 1.
   *
   * @param until a CEL condition, tested after each lap
   * @param atMost how many laps there may be; the step fails when none of them was the last
   * @param collect what is kept of a lap when it is over, which the next one sees as {@code last}
   */
  record Repeat(List<Step> steps, String until, int atMost, @Nullable Template collect)
      implements Action {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }

  /** Ends the run here. */
  record End(Ending ending, Template reason) implements Action {}

  /** Asks people; see {@link Gate}. */
  record Approval(Gate gate) implements Action {}

  /** The branches inside this action, in the order of the file. */
  default List<Branch> branches() {
    return switch (this) {
      case Switch(var cases, var otherwise) -> {
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
          branches.add(new Branch(caseName(i), cases.get(i).steps()));
        }
        branches.add(new Branch(OTHERWISE, otherwise));
        yield List.copyOf(branches);
      }
      case Approval(var gate) -> gate.then();
      case Parallel(var branches, _) -> branches;
      case ForEach loop -> List.of(new Branch(EACH, loop.steps()));
      case Repeat loop -> List.of(new Branch(EACH, loop.steps()));
      case Work _, SetValues _, Wait _, Callback _, EventWait _, End _ -> List.of();
    };
  }

  /** The name of the connector that reads the items of a loop out of a resource of lines. */
  String LINES = "lines";

  /** The name, among those of connectors, of work that is a run of another flow. */
  String CALL = "call";

  /** Whether its work is a run of another flow. */
  default boolean calls() {
    return this instanceof Work work && work.connector().equals(CALL);
  }

  /** Whether its steps run in laps, so that each of them can have several results. */
  default boolean loops() {
    return this instanceof ForEach || this instanceof Repeat;
  }

  /** The name of the branch with the steps of a loop. */
  String EACH = "each";

  /** The name of the branch that a switch takes when no case holds. */
  String OTHERWISE = "else";

  /** The name of the branch of the case with this index, counted from 0. */
  static String caseName(int index) {
    return "case-" + (index + 1);
  }
}
