package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.waitFor;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.PassTime;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.core.run.Transition.Refused;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every command does in every state a run can be in: either the events, or the reason of the
 * refusal. Bob decides at gate {@code review}; results are those of attempt 1 of step {@code work};
 * an hour has passed.
 */
class EveryCommandInEveryStateTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The states; each makes a run that is in it, half a minute after its start at most. */
  enum Situation {
    UNSTARTED,
    WORKING,
    WORKING_IN_TIME,
    AWAITING_RETRY,
    WAITING,
    BRANCHED,
    OPEN,
    OPEN_APPROVED_BY_BOB,
    OPEN_OVERDUE,
    OPEN_IN_STAGE_OF_OTHERS,
    REOPENED,
    HELD,
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    ENDED_COMPLETED,
    ENDED_REJECTED,
    ENDED_FAILED,
    ENDED_CANCELLED;

    Story story() {
      Step after = work("after");
      Step tell = timeout(HOUR.plus(HOUR), work("tell"));
      return switch (this) {
        case UNSTARTED -> given(flow(work("work")));
        case WORKING -> started(timeout(HOUR, retry(2, MINUTE, work("work"))), after);
        case WORKING_IN_TIME -> started(timeout(HOUR.plus(HOUR), work("work")), after);
        case AWAITING_RETRY -> started(retry(2, MINUTE, work("work"))).fails("work", 1, true);
        case WAITING -> started(waitFor("work", "1h"), after);
        case BRANCHED -> started(choose("choice", "true", List.of(work("work"))), after);
        case OPEN -> started(gate("review", 1).step(), after);
        case OPEN_APPROVED_BY_BOB ->
            started(gate("review", 2).step(), after).approves(BOB, "review");
        case OPEN_OVERDUE -> started(gate("review", 1).expires(HOUR, "expired").step(), after);
        case OPEN_IN_STAGE_OF_OTHERS ->
            started(
                gate("review", stages(people(1, "group:security"), people(1, "group:sre"))).step());
        case REOPENED -> reopened();
        case HELD -> held();
        case APPROVED -> started(gate("review", 1).step(), tell).approves(BOB, "review");
        case REJECTED ->
            started(gate("review", 1).then("rejected", tell).step(), after).rejects(BOB, "review");
        case EXPIRED ->
            started(gate("review", 1).expires(MINUTE, "expired").then("expired", tell).step())
                .timePasses(MINUTE);
        case CANCELLED ->
            started(gate("review", 1).expires(MINUTE, "cancelled").then("cancelled", tell).step())
                .timePasses(MINUTE);
        case ENDED_COMPLETED -> started(end("stop", Ending.COMPLETED, "done"));
        case ENDED_REJECTED -> started(gate("review", 1).step()).rejects(CAROL, "review");
        case ENDED_FAILED -> started(work("work")).fails("work", 1, false);
        case ENDED_CANCELLED -> started(gate("review", 1).step()).cancelled(ALICE, null);
      };
    }

    private static Story started(Step... steps) {
      return given(flow(steps)).started(Map.of());
    }

    private static Story reopened() {
      Step covered = work("work", expression("version"));
      Flow flow = flow(gate("review", 1).covers("work").step(), covered);
      return given(flow, new EverOther()).started(Map.of()).approves(BOB, "review");
    }

    private static Story held() {
      Step covered = retry(2, MINUTE, work("work", expression("steps_seen")));
      Formulas whetherTried =
          new Formulas()
              .with(
                  "steps_seen",
                  scope ->
                      scope.variables().get("steps") instanceof Map<?, ?> steps
                          && steps.containsKey("work"));
      return given(flow(gate("review", 1).covers("work").step(), covered), whetherTried)
          .started(Map.of())
          .approves(BOB, "review")
          .fails("work", 1, true)
          .timePasses(MINUTE);
    }
  }

  enum Kind {
    START,
    DECIDE,
    WITHDRAW,
    COMPLETE,
    FAIL,
    PASS_TIME,
    CANCEL;

    Command in(Story story) {
      return switch (this) {
        case START -> new StartRun("run-1", Story.RELEASE, Map.of());
        case DECIDE ->
            new RecordDecision("review", Verdict.APPROVE.word(), shown(story), null, Map.of());
        case WITHDRAW -> new WithdrawDecision("review");
        case COMPLETE -> new CompleteStep("work", 1, Map.of());
        case FAIL -> new FailStep("work", 1, new Failure("exec.exit", "It ended with 1.", true));
        case PASS_TIME -> new PassTime();
        case CANCEL -> new CancelRun(null);
      };
    }

    private static Digest shown(Story story) {
      RunState.Active facts = story.state().facts();
      return facts != null && facts.steps().containsKey("review")
          ? story.shown("review")
          : Digest.of("nothing");
    }

    Principal actor() {
      return switch (this) {
        case START -> ALICE;
        case DECIDE, WITHDRAW -> BOB;
        case COMPLETE, FAIL, PASS_TIME, CANCEL -> Principal.SYSTEM;
      };
    }
  }

  /** A flow whose expression {@code version} says something else each time it is asked. */
  private static final class EverOther implements Expressions {
    private long asked;

    @Override
    public Object evaluate(String source, Scope scope) {
      asked++;
      return asked;
    }
  }

  private static final String TABLE =
      """
      UNSTARTED               | START     | run started by alice, work started, attempt 1, -> run work, attempt 1
      UNSTARTED               | DECIDE    | refused: run.unknown
      UNSTARTED               | WITHDRAW  | refused: run.unknown
      UNSTARTED               | COMPLETE  | refused: run.unknown
      UNSTARTED               | FAIL      | refused: run.unknown
      UNSTARTED               | PASS_TIME | refused: run.unknown
      UNSTARTED               | CANCEL    | refused: run.unknown

      WORKING                 | START     | refused: run.exists
      WORKING                 | DECIDE    | refused: request.unknown
      WORKING                 | WITHDRAW  | refused: request.unknown
      WORKING                 | COMPLETE  | work completed, after started, attempt 1, -> run after, attempt 1
      WORKING                 | FAIL      | work failed, attempt 1, again at 2026-03-02T10:01:00Z
      WORKING                 | PASS_TIME | work failed, attempt 1, again at 2026-03-02T10:01:00Z, -> stop work, attempt 1
      WORKING                 | CANCEL    | run ended cancelled, -> stop work, attempt 1

      WORKING_IN_TIME         | START     | refused: run.exists
      WORKING_IN_TIME         | DECIDE    | refused: request.unknown
      WORKING_IN_TIME         | WITHDRAW  | refused: request.unknown
      WORKING_IN_TIME         | COMPLETE  | work completed, after started, attempt 1, -> run after, attempt 1
      WORKING_IN_TIME         | FAIL      | work failed for good, attempt 1, run ended failed
      WORKING_IN_TIME         | PASS_TIME | refused: nothing.due
      WORKING_IN_TIME         | CANCEL    | run ended cancelled, -> stop work, attempt 1

      AWAITING_RETRY          | START     | refused: run.exists
      AWAITING_RETRY          | DECIDE    | refused: request.unknown
      AWAITING_RETRY          | WITHDRAW  | refused: request.unknown
      AWAITING_RETRY          | COMPLETE  | refused: attempt.over
      AWAITING_RETRY          | FAIL      | refused: attempt.over
      AWAITING_RETRY          | PASS_TIME | work started, attempt 2, -> run work, attempt 2
      AWAITING_RETRY          | CANCEL    | run ended cancelled

      WAITING                 | START     | refused: run.exists
      WAITING                 | DECIDE    | refused: request.unknown
      WAITING                 | WITHDRAW  | refused: request.unknown
      WAITING                 | COMPLETE  | refused: attempt.over
      WAITING                 | FAIL      | refused: attempt.over
      WAITING                 | PASS_TIME | work completed, after started, attempt 1, -> run after, attempt 1
      WAITING                 | CANCEL    | run ended cancelled

      BRANCHED                | START     | refused: run.exists
      BRANCHED                | DECIDE    | refused: request.unknown
      BRANCHED                | WITHDRAW  | refused: request.unknown
      BRANCHED                | COMPLETE  | work completed, after started, attempt 1, -> run after, attempt 1
      BRANCHED                | FAIL      | work failed for good, attempt 1, run ended failed
      BRANCHED                | PASS_TIME | refused: nothing.due
      BRANCHED                | CANCEL    | run ended cancelled, -> stop work, attempt 1

      OPEN                    | START     | refused: run.exists
      OPEN                    | DECIDE    | bob said approve to review, review is approved, round 1, after started, attempt 1, -> run after, attempt 1
      OPEN                    | WITHDRAW  | refused: decision.absent
      OPEN                    | COMPLETE  | refused: attempt.over
      OPEN                    | FAIL      | refused: attempt.over
      OPEN                    | PASS_TIME | refused: nothing.due
      OPEN                    | CANCEL    | review is cancelled, round 1, run ended cancelled

      OPEN_APPROVED_BY_BOB    | START     | refused: run.exists
      OPEN_APPROVED_BY_BOB    | DECIDE    | refused: decision.repeated
      OPEN_APPROVED_BY_BOB    | WITHDRAW  | bob withdrew from review
      OPEN_APPROVED_BY_BOB    | COMPLETE  | refused: attempt.over
      OPEN_APPROVED_BY_BOB    | FAIL      | refused: attempt.over
      OPEN_APPROVED_BY_BOB    | PASS_TIME | refused: nothing.due
      OPEN_APPROVED_BY_BOB    | CANCEL    | review is cancelled, round 1, run ended cancelled

      OPEN_OVERDUE            | START     | refused: run.exists
      OPEN_OVERDUE            | DECIDE    | refused: request.closed
      OPEN_OVERDUE            | WITHDRAW  | refused: request.closed
      OPEN_OVERDUE            | COMPLETE  | refused: attempt.over
      OPEN_OVERDUE            | FAIL      | refused: attempt.over
      OPEN_OVERDUE            | PASS_TIME | review is expired, round 1, run ended rejected
      OPEN_OVERDUE            | CANCEL    | review is expired, round 1, run ended cancelled

      OPEN_IN_STAGE_OF_OTHERS | START     | refused: run.exists
      OPEN_IN_STAGE_OF_OTHERS | DECIDE    | refused: stage.not_open
      OPEN_IN_STAGE_OF_OTHERS | WITHDRAW  | refused: decision.absent
      OPEN_IN_STAGE_OF_OTHERS | COMPLETE  | refused: attempt.over
      OPEN_IN_STAGE_OF_OTHERS | FAIL      | refused: attempt.over
      OPEN_IN_STAGE_OF_OTHERS | PASS_TIME | refused: nothing.due
      OPEN_IN_STAGE_OF_OTHERS | CANCEL    | review is cancelled, round 1, run ended cancelled

      REOPENED                | START     | refused: run.exists
      REOPENED                | DECIDE    | bob said approve to review, review is approved, round 2, review reopened by work, round 2, review asks, round 3
      REOPENED                | WITHDRAW  | refused: decision.absent
      REOPENED                | COMPLETE  | refused: attempt.over
      REOPENED                | FAIL      | refused: attempt.over
      REOPENED                | PASS_TIME | refused: nothing.due
      REOPENED                | CANCEL    | review is cancelled, round 2, run ended cancelled

      HELD                    | START     | refused: run.exists
      HELD                    | DECIDE    | bob said approve to review, review is approved, round 2, work started, attempt 2, -> run work, attempt 2
      HELD                    | WITHDRAW  | refused: decision.absent
      HELD                    | COMPLETE  | refused: attempt.over
      HELD                    | FAIL      | refused: attempt.over
      HELD                    | PASS_TIME | refused: nothing.due
      HELD                    | CANCEL    | review is cancelled, round 2, run ended cancelled

      APPROVED                | START     | refused: run.exists
      APPROVED                | DECIDE    | refused: request.closed
      APPROVED                | WITHDRAW  | refused: request.closed
      APPROVED                | COMPLETE  | refused: attempt.over
      APPROVED                | FAIL      | refused: attempt.over
      APPROVED                | PASS_TIME | refused: nothing.due
      APPROVED                | CANCEL    | run ended cancelled, -> stop tell, attempt 1

      REJECTED                | START     | refused: run.exists
      REJECTED                | DECIDE    | refused: request.closed
      REJECTED                | WITHDRAW  | refused: request.closed
      REJECTED                | COMPLETE  | refused: attempt.over
      REJECTED                | FAIL      | refused: attempt.over
      REJECTED                | PASS_TIME | refused: nothing.due
      REJECTED                | CANCEL    | run ended cancelled, -> stop tell, attempt 1

      EXPIRED                 | START     | refused: run.exists
      EXPIRED                 | DECIDE    | refused: request.closed
      EXPIRED                 | WITHDRAW  | refused: request.closed
      EXPIRED                 | COMPLETE  | refused: attempt.over
      EXPIRED                 | FAIL      | refused: attempt.over
      EXPIRED                 | PASS_TIME | refused: nothing.due
      EXPIRED                 | CANCEL    | run ended cancelled, -> stop tell, attempt 1

      CANCELLED               | START     | refused: run.exists
      CANCELLED               | DECIDE    | refused: request.closed
      CANCELLED               | WITHDRAW  | refused: request.closed
      CANCELLED               | COMPLETE  | refused: attempt.over
      CANCELLED               | FAIL      | refused: attempt.over
      CANCELLED               | PASS_TIME | refused: nothing.due
      CANCELLED               | CANCEL    | run ended cancelled, -> stop tell, attempt 1

      ENDED_COMPLETED         | START     | refused: run.exists
      ENDED_COMPLETED         | DECIDE    | refused: request.unknown
      ENDED_COMPLETED         | WITHDRAW  | refused: request.unknown
      ENDED_COMPLETED         | COMPLETE  | refused: attempt.over
      ENDED_COMPLETED         | FAIL      | refused: attempt.over
      ENDED_COMPLETED         | PASS_TIME | refused: nothing.due
      ENDED_COMPLETED         | CANCEL    | refused: run.ended

      ENDED_REJECTED          | START     | refused: run.exists
      ENDED_REJECTED          | DECIDE    | refused: request.closed
      ENDED_REJECTED          | WITHDRAW  | refused: request.closed
      ENDED_REJECTED          | COMPLETE  | refused: attempt.over
      ENDED_REJECTED          | FAIL      | refused: attempt.over
      ENDED_REJECTED          | PASS_TIME | refused: nothing.due
      ENDED_REJECTED          | CANCEL    | refused: run.ended

      ENDED_FAILED            | START     | refused: run.exists
      ENDED_FAILED            | DECIDE    | refused: request.unknown
      ENDED_FAILED            | WITHDRAW  | refused: request.unknown
      ENDED_FAILED            | COMPLETE  | refused: attempt.over
      ENDED_FAILED            | FAIL      | refused: attempt.over
      ENDED_FAILED            | PASS_TIME | refused: nothing.due
      ENDED_FAILED            | CANCEL    | refused: run.ended

      ENDED_CANCELLED         | START     | refused: run.exists
      ENDED_CANCELLED         | DECIDE    | refused: request.closed
      ENDED_CANCELLED         | WITHDRAW  | refused: request.closed
      ENDED_CANCELLED         | COMPLETE  | refused: attempt.over
      ENDED_CANCELLED         | FAIL      | refused: attempt.over
      ENDED_CANCELLED         | PASS_TIME | refused: nothing.due
      ENDED_CANCELLED         | CANCEL    | refused: run.ended
      """;

  record Row(Situation situation, Kind kind, String expected) {
    static Row of(String line) {
      List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
      return new Row(Situation.valueOf(cells.get(0)), Kind.valueOf(cells.get(1)), cells.get(2));
    }
  }

  private static Stream<Row> rows() {
    return TABLE.lines().filter(line -> !line.isBlank()).map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answers(Row row) {
    assertThat(answer(row.situation(), row.kind())).isEqualTo(row.expected());
  }

  @ParameterizedTest
  @EnumSource
  void every_command_has_its_row(Situation situation) {
    assertThat(rows().filter(row -> row.situation() == situation).map(Row::kind))
        .containsExactly(Kind.values());
  }

  private static String answer(Situation situation, Kind kind) {
    Story story = situation.story().at(HOUR);
    Transition transition =
        story.machine().handle(story.state(), kind.in(story), story.context(kind.actor()));
    return switch (transition) {
      case Refused refused -> "refused: " + refused.refusal().code().word();
      case Applied applied ->
          Stream.concat(
                  applied.events().stream().map(Telling::of),
                  applied.effects().stream().map(effect -> "-> " + Telling.of(effect)))
              .collect(Collectors.joining(", "));
    };
  }
}
