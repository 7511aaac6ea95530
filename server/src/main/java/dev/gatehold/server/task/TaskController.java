package dev.gatehold.server.task;

import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.TaskStore.Seen;
import dev.gatehold.engine.store.TaskStore.TaskQuery;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.http.Patience;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.http.TimePlace;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.task.TaskBodies.ClaimBody;
import dev.gatehold.server.task.TaskBodies.CompleteBody;
import dev.gatehold.server.task.TaskBodies.FailBody;
import dev.gatehold.server.task.TaskBodies.HeartbeatBody;
import dev.gatehold.server.task.TaskBodies.LeaseBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "tasks")
class TaskController {
  private final Tasks tasks;
  private final LongPolls polls;
  private final InstantSource clock;

  TaskController(Tasks tasks, LongPolls polls, InstantSource clock) {
    this.tasks = tasks;
    this.polls = polls;
    this.clock = clock;
  }

  /** None when there was nothing to do in time. */
  record Claimed(List<ClaimedTask> tasks) {}

  @Operation(summary = "Claim tasks of a queue; with wait, as soon as there are some")
  @PostMapping("/claim")
  Claimed claim(@AuthenticationPrincipal Caller caller, @RequestBody ClaimBody body) {
    String queue = body.checkedQueue();
    String worker = body.checkedWorker();
    int most = body.most();
    Duration patience = Patience.of(body.patience());
    List<StoredTask> claimed =
        polls.await(
            () -> tasks.claim(queue, worker, caller.principal(), most, patience), List.of());
    return new Claimed(claimed.stream().map(ClaimedTask::of).toList());
  }

  /**
   * The answer to a sign of life.
   *
   * @param stop whether the result is not wanted any more
   * @param leaseUntil null when the worker is to stop
   */
  record Heard(boolean stop, @Nullable Instant leaseUntil) {}

  @Operation(summary = "Say that the worker of a task is alive, and how far it is")
  @PostMapping("/{id}/heartbeat")
  Heard heartbeat(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody HeartbeatBody body) {
    Tasks.Pulse pulse =
        tasks.heartbeat(id, TaskBodies.leaseOf(body.lease()), caller.principal(), body.said());
    return new Heard(pulse.stop(), pulse.leaseUntil());
  }

  @Operation(summary = "Bring the output of a task; saying the same again is no error")
  @PostMapping("/{id}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody CompleteBody body) {
    long lease = TaskBodies.leaseOf(body.lease());
    tasks.complete(id, lease, caller.principal(), body.checkedOutput());
  }

  @Operation(summary = "Say that this attempt at a task failed")
  @PostMapping("/{id}/fail")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fail(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @RequestBody FailBody body) {
    tasks.fail(id, TaskBodies.leaseOf(body.lease()), caller.principal(), body.failure());
  }

  @Operation(summary = "Give a task back, so that another worker can claim it at once")
  @PostMapping("/{id}/release")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody LeaseBody body) {
    tasks.giveBack(id, TaskBodies.leaseOf(body.lease()), caller.principal());
  }

  @Operation(summary = "List tasks that wait or are being done, oldest first")
  @GetMapping
  Slice<TaskItem> list(
      @RequestParam(required = false) @Nullable String queue,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = Slice.limit(limit);
    TaskQuery query =
        new TaskQuery(
            queue == null ? null : TaskBodies.queueOf(queue), seen(TimePlace.of(cursor)), most + 1);
    Instant now = clock.instant();
    return Slice.of(
        tasks.list(query),
        most,
        task -> new TimePlace(task.offer().at(), task.id()).text(),
        task -> TaskItem.of(task, now));
  }

  private static @Nullable Seen seen(@Nullable TimePlace place) {
    return place == null ? null : new Seen(place.at(), place.id());
  }
}
