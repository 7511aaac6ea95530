package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Flows.call;
import static dev.gatehold.core.cast.Flows.callback;
import static dev.gatehold.core.cast.Flows.calling;
import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.each;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.eventWait;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.onError;
import static dev.gatehold.core.cast.Flows.parallel;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.undone;
import static dev.gatehold.core.cast.Flows.waitFor;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Flows.GateDraft;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.Command.PassTime;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.Command.ResumeRun;
import dev.gatehold.core.run.Command.RetryStep;
import dev.gatehold.core.run.Command.ReturnCall;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.SupersedeRun;
import dev.gatehold.core.run.Command.TakeEvent;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.core.run.Transition.Refused;
import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    AWAITING_CALLBACK,
    CALLED_BACK_EARLY,
    AWAITING_EVENT,
    BRANCHED,
    OPEN,
    OPEN_APPROVED_BY_BOB,
    OPEN_OVERDUE,
    OPEN_IN_STAGE_OF_OTHERS,
    OPEN_WITH_LADDER,
    OPEN_FOR_NOBODY,
    REWORK,
    REWORK_OVERDUE,
    POSTPONED,
    REOPENED,
    HELD,
    STUCK,
    PAUSED,
    FORKED,
    LOOPING,
    CALLING,
    UNDOING,
    UNDOING_STUCK,
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
        case AWAITING_CALLBACK ->
            started(calling("start", "work"), callback("work", HOUR), after).completes("start", 1);
        case CALLED_BACK_EARLY ->
            started(
                    calling("start", "work"),
                    gate("review", 1).step(),
                    callback("work", null),
                    after)
                .completes("start", 1)
                .when(new CallBack("work", 1, 1, Map.of()), Principal.SYSTEM);
        case AWAITING_EVENT -> started(eventWait("work", Template.text("o-1"), HOUR), after);
        case BRANCHED -> started(choose("choice", "true", List.of(work("work"))), after);
        case OPEN -> started(gate("review", 1).step(), after);
        case OPEN_APPROVED_BY_BOB ->
            started(gate("review", 2).step(), after).approves(BOB, "review");
        case OPEN_OVERDUE -> started(gate("review", 1).expires(HOUR, "expired").step(), after);
        case OPEN_IN_STAGE_OF_OTHERS ->
            started(
                gate("review", stages(people(1, "group:security"), people(1, "group:sre"))).step());
        case OPEN_WITH_LADDER -> started(reworkable().step(), after);
        case OPEN_FOR_NOBODY -> started(gate("review", people(1, "group:nobody")).step());
        case REWORK -> started(reworkable().step(), after).requestsChanges(CAROL, "review", "no");
        case REWORK_OVERDUE ->
            started(reworkable().expires(HOUR, "approved").step(), after)
                .requestsChanges(CAROL, "review", "no");
        case POSTPONED ->
            given(flow(gate("review", 1).step(), after))
                .among(Directory.unavailable("it is away"))
                .started(Map.of())
                .among(Cast.DIRECTORY);
        case REOPENED -> reopened();
        case HELD -> held();
        case STUCK ->
            started(onError(new OnError.Hold(), work("work")), after).fails("work", 1, false);
        case PAUSED ->
            started(retry(2, MINUTE, work("work")), after)
                .fails("work", 1, true)
                .when(new PauseRun("a look"), ALICE);
        case FORKED ->
            started(
                timeout(
                    HOUR,
                    parallel(
                        "both",
                        2,
                        List.of(List.of(work("work")), List.of(gate("review", 1).step())))),
                after);
        case LOOPING ->
            given(flow(timeout(HOUR, each("each", "input.items", 1, 0, work("work"))), after))
                .started(Map.of("items", List.of("a", "b")));
        case CALLING -> started(timeout(HOUR, call("work", Template.text("1"))), after);
        case UNDOING -> undoing();
        case UNDOING_STUCK ->
            undoing()
                .fails("first.rollback", 1, true)
                .timePasses(MINUTE)
                .fails("first.rollback", 2, true);
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

    /** A run that failed and undoes its first step. */
    private static Story undoing() {
      Step first = undone(Template.text("1"), retry(2, MINUTE, work("first")));
      return started(first, work("work")).completes("first", 1).fails("work", 1, false);
    }

    private static GateDraft reworkable() {
      return gate("review", 1)
          .rework(3, Keep.NONE)
          .due(HOUR)
          .escalate(HOUR.plus(MINUTE), Escalation.ADD, "user:eve");
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
    REQUEST_CHANGES,
    ESCALATE,
    WITHDRAW,
    HAND_OVER,
    RESUBMIT,
    COMPLETE,
    FAIL,
    PASS_TIME,
    SUPERSEDE,
    CALL_BACK,
    TAKE_EVENT,
    RETURN_CALL,
    RETURN_REJECTED,
    RETRY,
    SKIP,
    SKIP_GATE,
    PAUSE,
    RESUME,
    CANCEL;

    Command in(Story story) {
      return switch (this) {
        case START -> new StartRun("run-1", Story.RELEASE, Map.of());
        case DECIDE ->
            new RecordDecision("review", Verdict.APPROVE.word(), shown(story), null, Map.of());
        case REQUEST_CHANGES ->
            new RecordDecision("review", "request_changes", shown(story), "better", Map.of());
        case ESCALATE -> new RecordDecision("review", "escalate", shown(story), null, Map.of());
        case WITHDRAW -> new WithdrawDecision("review");
        case HAND_OVER -> new HandOver("review", null, "eve", null, null);
        case RESUBMIT -> new Resubmit("review", Map.of("text", "better"), null);
        case SUPERSEDE -> new SupersedeRun("run-2");
        case COMPLETE -> new CompleteStep("work", 1, Map.of());
        case FAIL -> new FailStep("work", 1, new Failure("exec.exit", "It ended with 1.", true));
        case PASS_TIME -> new PassTime();
        case CALL_BACK -> new CallBack("work", 1, 1, Map.of("ok", true));
        case TAKE_EVENT -> new TakeEvent("work", 1, Map.of("id", "evt_1"));
        case RETURN_CALL -> returning(Ending.COMPLETED);
        case RETURN_REJECTED -> returning(Ending.REJECTED);
        case RETRY -> new RetryStep(atWork(story));
        case SKIP -> new SkipStep(atWork(story), "not today");
        case SKIP_GATE -> new SkipStep("review", "not today");
        case PAUSE -> new PauseRun("a look");
        case RESUME -> new ResumeRun();
        case CANCEL -> new CancelRun(null);
      };
    }

    private static Command returning(Ending ending) {
      return new ReturnCall("work", 1, "run_2", Story.RELEASE, ending, "because", Map.of());
    }

    /** What an operator would look at: the rollback if there is one, otherwise the work. */
    private static String atWork(Story story) {
      RunState.Active facts = story.state().facts();
      return facts == null
          ? "work"
          : facts.steps().keySet().stream()
              .filter(each -> each.endsWith(".rollback") || each.startsWith("work@"))
              .findFirst()
              .orElse("work");
    }

    private static Digest shown(Story story) {
      RunState.Active facts = story.state().facts();
      return facts != null
              && facts.steps().containsKey("review")
              && !(facts.steps().get("review") instanceof StepState.Postponed)
          ? story.shown("review")
          : Digest.of("nothing");
    }

    Principal actor() {
      return switch (this) {
        case START, RESUBMIT -> ALICE;
        case DECIDE, REQUEST_CHANGES, ESCALATE, WITHDRAW, HAND_OVER -> BOB;
        case RETRY, SKIP, SKIP_GATE, PAUSE, RESUME -> BOB;
        case COMPLETE,
            FAIL,
            PASS_TIME,
            SUPERSEDE,
            CALL_BACK,
            TAKE_EVENT,
            RETURN_CALL,
            RETURN_REJECTED,
            CANCEL ->
            Principal.SYSTEM;
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

  record Row(Situation situation, Kind kind, String expected) {
    static Row of(String line) {
      List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
      return new Row(Situation.valueOf(cells.get(0)), Kind.valueOf(cells.get(1)), cells.get(2));
    }
  }

  private static Stream<Row> rows() {
    try (InputStream table =
        EveryCommandInEveryStateTest.class.getResourceAsStream("every-command.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(Row::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  static String answer(Situation situation, Kind kind) {
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
