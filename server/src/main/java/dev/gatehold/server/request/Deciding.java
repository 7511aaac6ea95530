package dev.gatehold.server.request;

import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Outlook;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one way from API and pages to the engine for everything that people do with a request. It
 * checks nothing itself. Errors are {@link GateholdException}s.
 */
@Component
public final class Deciding {
  private final Engine engine;
  private final Requests requests;

  Deciding(Engine engine, Requests requests) {
    this.engine = engine;
    this.requests = requests;
  }

  /** Says what the caller thinks of a request. */
  public RequestDetail decide(Caller caller, String request, Said said, @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(caller, id, said.command(id), key);
  }

  /**
   * Checks everything that {@link #decide} checks and changes nothing; throws what that would
   * throw.
   */
  public RequestDetail preflight(Caller caller, String request, Said said) {
    RequestId id = RequestId.parse(request);
    Outlook outlook = engine.outlook(id.run(), caller.principal()).orElseThrow(id::unknown);
    Optional<Refusal> refusal = outlook.whyNot(said.command(id));
    if (refusal.isPresent()) {
      throw refused(id, refusal.get());
    }
    return requests.detail(caller, id, outlook);
  }

  /** Takes the caller's decision back. */
  public RequestDetail withdraw(Caller caller, String request, @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(caller, id, new WithdrawDecision(id.step()), key);
  }

  /** Answers a request for changes; {@code input} is the whole input, null to leave it. */
  public RequestDetail resubmit(
      Caller caller,
      String request,
      @Nullable Map<String, @Nullable Object> input,
      @Nullable String comment,
      @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(caller, id, new Resubmit(id.step(), input, comment), key);
  }

  /** Whose right goes to whom; see {@link HandOver}. */
  public record Handing(
      @Nullable String from, String to, @Nullable String reason, @Nullable Instant until) {}

  /** Hands the right to decide a request to somebody else, or takes it back. */
  public RequestDetail handOver(
      Caller caller, String request, Handing handing, @Nullable String key) {
    RequestId id = RequestId.parse(request);
    return submit(
        caller,
        id,
        new HandOver(id.step(), handing.from(), handing.to(), handing.reason(), handing.until()),
        key);
  }

  private RequestDetail submit(Caller caller, RequestId id, Command command, @Nullable String key) {
    Reply reply = engine.submit(new Submission(id.run(), command, caller.principal(), key));
    return switch (reply) {
      case Reply.Applied applied -> requests.detail(caller, id, applied.view());
      case Reply.Refused(var refusal) -> throw refused(id, refusal);
    };
  }

  /** A request of a run that does not exist does not exist either. */
  private static GateholdException refused(RequestId id, Refusal refusal) {
    return refusal.code() == Refusal.Code.RUN_UNKNOWN ? id.unknown() : Problem.refused(refusal);
  }
}
