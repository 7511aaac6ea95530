package dev.gatehold.bench;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to say where a large requirement stands: ten parts of five places each, every part
 * asked of two of twenty groups, half of the places taken. A person is in two groups.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvaluationBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final int GROUPS = 20;
  private static final int PARTS = 10;
  private static final int PLACES = 5;

  /** How many people may approve. */
  @Param({"500", "10000"})
  public int people;

  private Request request = request();
  private List<Decision> decisions = List.of();
  private Directory directory = Directory.EMPTY;

  /** Fills the groups, and lets half of the places be taken. */
  @Setup
  public void fill() {
    Map<String, Person> persons = new HashMap<>();
    Map<String, Set<String>> groups = new HashMap<>();
    for (int i = 0; i < people; i++) {
      String id = "person-" + i;
      persons.put(id, new Person(id, id));
      groups.computeIfAbsent("g" + i % GROUPS, _ -> new TreeSet<>()).add(id);
      groups.computeIfAbsent("g" + (i * 7 + 3) % GROUPS, _ -> new TreeSet<>()).add(id);
    }
    directory = new Directory(persons, groups);
    request = request();
    Electorate electorate = electorate();
    List<Decision> said = new ArrayList<>();
    for (int i = 0; i < PARTS * PLACES / 2; i++) {
      String id = "person-" + i * 3;
      said.add(
          new Decision(
              id,
              null,
              electorate.membershipOf(id),
              List.of(),
              "approve",
              Verdict.APPROVE,
              null,
              Map.of(),
              Digest.of("shown"),
              NOW,
              null));
    }
    decisions = List.copyOf(said);
  }

  private static Request request() {
    List<Requirement> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(
          new Requirement.People(
              null,
              List.of(new Source.Group("g" + 2 * i), new Source.Group("g" + (2 * i + 1))),
              PLACES));
    }
    return new Request(
        1,
        "Release it",
        null,
        new Requirement.All(parts),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Rejects.ANY,
        List.of(),
        new Subject(Map.of(), Digest.of("shown")),
        NOW,
        Ladder.NONE,
        null);
  }

  private Electorate electorate() {
    return new Electorate(directory, NOW, Set.of(), List.of());
  }

  /** Whether the approvals are enough: what every decision asks. */
  @Benchmark
  public boolean met() {
    return new Evaluator(request, decisions, electorate()).met();
  }

  /** Whether enough people are left. */
  @Benchmark
  public boolean possible() {
    return new Evaluator(request, decisions, electorate()).possible();
  }

  /** The whole tree that says why. */
  @Benchmark
  public Evaluation evaluate() {
    return new Evaluator(request, decisions, electorate()).evaluate();
  }
}
