package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Action.Case;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Template.Expression;
import dev.gatehold.core.flow.Template.Literal;
import dev.gatehold.core.flow.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every form that a file can have, and the flow it gives. */
class GoodFilesTest {
  static final Path FILES = Path.of("src/test/resources/dev/gatehold/language/good");

  private static Flow read(String yaml) {
    Reading reading = new FlowReader().read("flow.yaml", yaml, BadFilesTest.NAMES);
    assertThat(reading.problems()).isEmpty();
    return Objects.requireNonNull(reading.flow());
  }

  private static List<Step> steps(String yaml) {
    return read("flow: a\ntitle: A\nsteps:\n" + yaml.indent(2)).steps();
  }

  private static Action action(String yaml) {
    return steps("- id: early\n  set: { x: 1 }\n- id: one\n" + yaml.indent(2)).getLast().action();
  }

  private static Gate gate(String yaml) {
    String approval = "approval:\n  title: Go?\n" + yaml.indent(2);
    return ((Action.Approval) action(approval)).gate();
  }

  private static Requires requires(String yaml) {
    return gate("requires: " + yaml).requires();
  }

  private static Requires.People group(String name) {
    return people(null, List.of(Template.text("group:" + name)), 1, null);
  }

  private static Requires.People people(
      @Nullable String label, List<Template> from, int count, @Nullable String when) {
    return new Requires.People(label, from, new Quota.Count(count), when, List.of());
  }

  @Test
  void aFlowHasItsNameTitleAndInput() {
    Flow flow =
        read(
            """
            flow: code-change
            title: "Apply a change: reviewed"
            input: { type: object, required: [repo], properties: { repo: { type: string, maxLength: 9 } } }
            steps: [{ id: done, end: completed }]
            """);
    assertThat(flow)
        .isEqualTo(
            new Flow(
                "code-change",
                "Apply a change: reviewed",
                Map.of(
                    "type", "object",
                    "required", List.of("repo"),
                    "properties", Map.of("repo", Map.of("type", "string", "maxLength", 9L))),
                List.of(Step.of("done", new Action.End(Ending.COMPLETED, Template.text(""))))));
  }

  @Test
  void workHasItsParametersAsTheyStand() {
    Map<String, Template> parameters = new LinkedHashMap<>();
    parameters.put(
        "command",
        new Template.Sequence(
            List.of(
                Template.text("bash"),
                Template.text("-euc"),
                Template.text("echo \"$1\""),
                Template.text("one"),
                new Expression("run.id"))));
    parameters.put(
        "env",
        new Template.Mapping(
            Map.of(
                "WHO",
                new Template.Text(
                    List.of(Template.text("by "), new Expression("run.requester"))))));
    parameters.put("stdin", Template.text("in\n"));
    parameters.put("files", new Literal(Map.of("diff", "out/change.diff")));
    assertThat(
            action(
                """
                exec:
                  command: [bash, -euc, 'echo "$1"', one, "${{ run.id }}"]
                  env: { WHO: "by ${{ run.requester }}" }
                  stdin: |
                    in
                  files: { diff: out/change.diff }
                """))
        .isEqualTo(new Action.Work("exec", new Template.Mapping(parameters)));
  }

  @Test
  void aCallIsWorkWithTheNameOfAFlow() {
    Map<String, Template> parameters = new LinkedHashMap<>();
    parameters.put("flow", Template.text("release"));
    parameters.put("release", new Literal(3L));
    parameters.put("input", new Template.Mapping(Map.of("by", new Expression("run.requester"))));
    parameters.put("accept", new Literal(List.of("completed", "rejected")));
    Action call =
        action(
            """
            call:
              flow: release
              release: 3
              input: { by: "${{ run.requester }}" }
              accept: [completed, rejected]
            """);
    assertThat(call).isEqualTo(new Action.Work("call", new Template.Mapping(parameters)));
    assertThat(call.calls()).isTrue();
  }

  @Test
  void aFlowSaysWhatItsRunsAreFor() {
    Flow flow =
        read(
            """
            flow: release
            title: Release
            output: { version: "${{ steps.made.output.version }}" }
            steps: [{ id: made, set: { version: 3 } }]
            """);
    assertThat(flow.output())
        .isEqualTo(
            new Template.Mapping(Map.of("version", new Expression("steps.made.output.version"))));
  }

  @Test
  void anExpressionThatIsTheWholeValueKeepsItsType() {
    Map<String, Template> values = new LinkedHashMap<>();
    values.put("whole", new Expression("run.draft"));
    values.put(
        "padded", new Template.Text(List.of(Template.text(" "), new Expression("run.draft"))));
    values.put(
        "twice", new Template.Text(List.of(new Expression("run.id"), new Expression("run.id"))));
    values.put("number", new Literal(5L));
    values.put("fraction", new Literal(2.5));
    values.put("nothing", new Literal(null));
    values.put(
        "list",
        new Template.Sequence(List.of(new Literal(true), new Expression("{'a': {'b': '}}'}}"))));
    values.put("object", new Literal(Map.of("a", List.of(1L, "b"))));
    values.put("escaped", new Expression("'${{ x }}'"));
    assertThat(
            action(
                """
                set:
                  whole: ${{ run.draft }}
                  padded: " ${{run.draft}}"
                  twice: ${{ run.id }}${{ run.id }}
                  number: 5
                  fraction: 2.5
                  nothing:
                  list: [true, "${{ {'a': {'b': '}}'}} }}"]
                  object: { a: [1, b] }
                  escaped: "${{ '${{ x }}' }}"
                """))
        .isEqualTo(new Action.SetValues(new Template.Mapping(values)));
  }

  @Test
  void aStepHasItsConditionRetryAndTimeout() {
    assertThat(
            steps(
                """
                - id: a
                  name: First
                  if: run.draft
                  exec: { command: [ls] }
                  retry: { attempts: 3, delay: 2s, factor: 1.5, limit: 1h30m }
                  timeout: PT10M
                - id: b
                  exec: { command: [ls] }
                  retry: { attempts: 5 }
                """))
        .extracting(Step::condition, Step::retry, Step::timeout)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "run.draft",
                new Retry(3, Duration.ofSeconds(2), 1.5, Duration.ofMinutes(90)),
                Duration.ofMinutes(10)),
            org.assertj.core.groups.Tuple.tuple(
                null, new Retry(5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1)), null));
  }

  @Test
  void waitsAreForATimeOrUntilAnInstant() {
    assertThat(action("wait: { for: 2h }")).isEqualTo(new Action.Wait(Template.text("2h"), null));
    assertThat(action("wait: { until: \"${{ run.started_at }}\" }"))
        .isEqualTo(new Action.Wait(null, new Expression("run.started_at")));
    assertThat(action("wait: { until: 2026-11-22T09:30:00+01:00 }"))
        .isEqualTo(new Action.Wait(null, Template.text("2026-11-22T09:30:00+01:00")));
  }

  @Test
  void aSwitchHasCasesAndAnElse() {
    Step end = Step.of("stop", new Action.End(Ending.FAILED, Template.text("")));
    assertThat(
            action(
                """
                switch:
                  - when: run.draft
                    steps: [{ id: stop, end: failed }]
                  - else: [{ id: go, set: { y: 1 } }]
                """))
        .isEqualTo(
            new Action.Switch(
                List.of(new Case("run.draft", List.of(end))),
                List.of(
                    Step.of(
                        "go",
                        new Action.SetValues(
                            new Template.Mapping(Map.of("y", new Literal(1L))))))));
    assertThat(action("switch: [{ when: run.draft, steps: [{ id: stop, end: failed }] }]"))
        .isEqualTo(new Action.Switch(List.of(new Case("run.draft", List.of(end))), List.of()));
  }

  @Test
  void anEndHasAWordAndPerhapsAReason() {
    assertThat(action("end: cancelled"))
        .isEqualTo(new Action.End(Ending.CANCELLED, Template.text("")));
    assertThat(action("end: { as: rejected, reason: \"No: ${{ run.id }}\" }"))
        .isEqualTo(
            new Action.End(
                Ending.REJECTED,
                new Template.Text(List.of(Template.text("No: "), new Expression("run.id")))));
  }

  @Test
  void requirementsHaveAShortAndALongForm() {
    assertThat(requires("group:sre")).isEqualTo(group("sre"));
    assertThat(requires("\"${{ input.approver }}\""))
        .isEqualTo(people(null, List.of(new Expression("input.approver")), 1, null));
    assertThat(requires("{ from: [group:sre, user:bob], count: 2, label: Two, when: run.draft }"))
        .isEqualTo(
            people(
                "Two",
                List.of(Template.text("group:sre"), Template.text("user:bob")),
                2,
                "run.draft"));
  }

  @Test
  void requirementsNest() {
    assertThat(
            requires(
                "{ all: [group:sre, { any: [group:dev, { stages: [group:ops, group:qa] }] }] }"))
        .isEqualTo(
            new Requires.All(
                List.of(
                    group("sre"),
                    new Requires.Any(
                        List.of(
                            group("dev"),
                            new Requires.Stages(List.of(group("ops"), group("qa"))))))));
  }

  @Test
  void aGateHasEverythingThatWasDeclared() {
    List<Step> steps =
        steps(
            """
            - id: plan
              exec: { command: [plan] }
            - id: review
              approval:
                title: Apply ${{ run.id }}?
                summary: |
                  Planned *now*.
                covers: [apply]
                requires: group:sre
                exclude: [requester, user:bob, "${{ steps.plan.output.author }}"]
                evidence:
                  - { diff: "${{ steps.plan.output.diff }}", title: Change, required: true }
                  - { table: [[a, 1], [b, 2]] }
                form: { type: object, properties: { window: { type: string } } }
                outcomes: { approve: { comment: optional }, reject: { comment: required } }
                time: { expire: { after: 1d, outcome: cancelled } }
                then:
                  rejected: [{ id: tell, set: { why: "${{ steps.review.outcome }}" } }]
            - id: apply
              exec: { command: [apply] }
            """);
    assertThat(((Action.Approval) steps.get(1).action()).gate())
        .isEqualTo(
            new Gate(
                new Template.Text(
                    List.of(Template.text("Apply "), new Expression("run.id"), Template.text("?"))),
                Template.text("Planned *now*.\n"),
                List.of("apply"),
                group("sre"),
                List.of(
                    Template.text("requester"),
                    Template.text("user:bob"),
                    new Expression("steps.plan.output.author")),
                List.of(
                    new Gate.Exhibit(
                        "diff", "Change", new Expression("steps.plan.output.diff"), true),
                    new Gate.Exhibit(
                        "table",
                        "Table",
                        new Literal(List.of(List.of("a", 1L), List.of("b", 2L))),
                        false)),
                List.of(
                    new Choice(
                        "approve",
                        null,
                        Verdict.APPROVE,
                        false,
                        Map.of(
                            "type",
                            "object",
                            "properties",
                            Map.of("window", Map.of("type", "string")))),
                    Choice.of(Verdict.REJECT, true)),
                Rejects.ANY,
                null,
                List.of(),
                new Timing(
                    null,
                    null,
                    List.of(),
                    List.of(),
                    new Timing.Expiry(Duration.ofDays(1), "cancelled")),
                List.of(
                    new Branch(
                        "rejected",
                        List.of(
                            Step.of(
                                "tell",
                                new Action.SetValues(
                                    new Template.Mapping(
                                        Map.of(
                                            "why", new Expression("steps.review.outcome"))))))))));
  }

  @Test
  void aGateWithoutOptionsHasNone() {
    assertThat(gate("requires: group:sre\ntime: { expire: { after: 24h } }"))
        .isEqualTo(
            new Gate(
                Template.text("Go?"),
                null,
                List.of(),
                group("sre"),
                List.of(),
                List.of(),
                List.of(Choice.of(Verdict.APPROVE, false), Choice.of(Verdict.REJECT, false)),
                Rejects.ANY,
                null,
                List.of(),
                new Timing(
                    null,
                    null,
                    List.of(),
                    List.of(),
                    new Timing.Expiry(Duration.ofHours(24), "expired")),
                List.of()));
  }

  @Test
  void coversReachIntoBranchesAndWhatFollowsThem() {
    String steps =
        """
        - id: route
          switch:
            - when: run.draft
              steps:
                - id: review
                  approval:
                    title: Go?
                    requires: group:sre
                    covers: [inside, after, nested]
                    then: { approved: [{ id: inside, exec: { command: [ls] } }] }
        - id: after
          exec: { command: [ls] }
        - id: late
          switch:
            - when: run.draft
              steps: [{ id: nested, exec: { command: [ls] } }]
        """;
    Reading reading =
        new FlowReader()
            .read("flow.yaml", "flow: a\ntitle: A\nsteps:\n" + steps.indent(2), BadFilesTest.NAMES);
    assertThat(reading.ok()).isTrue();
    assertThat(reading.problems()).extracting(Problem::code).containsExactly("flow.past_gate");
  }

  @Test
  void theExampleOfTheReferencePageIsRead() throws IOException {
    Flow flow = read(Files.readString(FILES.resolve("code-change.yaml")));
    assertThat(flow.everyStep())
        .extracting(Step::id)
        .containsExactly(
            "propose", "facts", "review", "sorry", "late", "window", "route", "audit", "apply",
            "done");
  }

  @Test
  void byteOrderMarksAndLineBreaksOfAnyKindDoNotMatter() {
    String file = "flow: a\ntitle: A\nsteps:\n  - id: x\n    set: { t: \"é 😀\" }\n";
    assertThat(read("\uFEFF" + file.replace("\n", "\r\n"))).isEqualTo(read(file));
    assertThat(read(file.replace('\n', '\r'))).isEqualTo(read(file));
  }

  @Test
  void blocksHaveTheirBranchesAndLimits() {
    Step fan =
        steps(
                """
                - id: fan
                  timeout: 1h
                  on_error: continue
                  parallel:
                    join: any
                    branches:
                      left: [{ id: l, set: { x: 1 } }]
                      right: [{ id: r, set: { x: "${{ run.id }}" } }]
                """)
            .getFirst();
    assertThat(fan.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(fan.onError()).isEqualTo(new OnError.Continue());
    assertThat(fan.action())
        .isInstanceOfSatisfying(
            Action.Parallel.class,
            parallel -> {
              assertThat(parallel.needed()).isEqualTo(1);
              assertThat(parallel.branches())
                  .extracting(Branch::name)
                  .containsExactly("left", "right");
            });
    assertThat(
            action(
                """
                foreach:
                  items: ${{ ['a', 'b'] }}
                  concurrency: 3
                  tolerate: all
                  collect: { at: "${{ lap.number }}" }
                  steps: [{ id: in, set: { x: "${{ lap.item }}" } }]
                """))
        .isEqualTo(
            new Action.ForEach(
                new Template.Expression("['a', 'b']"),
                3,
                Action.ForEach.ALL,
                List.of(
                    Step.of(
                        "in",
                        new Action.SetValues(
                            new Template.Mapping(
                                Map.of("x", new Template.Expression("lap.item")))))),
                new Template.Mapping(Map.of("at", new Template.Expression("lap.number")))));
    assertThat(
            action(
                """
                repeat:
                  at_most: 5
                  until: steps.inner.output.x == 3
                  steps: [{ id: inner, set: { x: "${{ lap.last }}" } }]
                """))
        .isInstanceOfSatisfying(
            Action.Repeat.class,
            repeat -> {
              assertThat(repeat.atMost()).isEqualTo(5);
              assertThat(repeat.until()).isEqualTo("steps.inner.output.x == 3");
              assertThat(repeat.collect()).isNull();
            });
  }

  @Test
  void workSaysWhatFollowsItsFailureAndHowItIsUndone() {
    List<Step> steps =
        steps(
            """
            - id: one
              exec: { command: [make] }
              on_error: [{ id: mend, exec: { command: [mend, "${{ steps.one.error.code }}"] } }]
              rollback:
                exec: { command: [unmake, "${{ steps.one.output.exit }}"] }
                retry: { attempts: 2, delay: 3s }
                timeout: 1m
            - id: two
              exec: { command: [make] }
              on_error: hold
            """);
    Step one = steps.getFirst();
    assertThat(one.branches()).extracting(Branch::name).containsExactly("on_error");
    assertThat(Objects.requireNonNull(one.rollback()).retry())
        .isEqualTo(new Retry(2, Duration.ofSeconds(3), 2, Duration.ofMinutes(1)));
    assertThat(one.rollback().timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(steps.getLast().onError()).isEqualTo(new OnError.Hold());
  }

  @Test
  void aFlowMayLimitHowLongItsRunsTake() {
    assertThat(
            read("flow: a\ntitle: A\ntimeout: 30d\nsteps: [{ id: done, end: completed }]")
                .timeout())
        .isEqualTo(Duration.ofDays(30));
  }
}
