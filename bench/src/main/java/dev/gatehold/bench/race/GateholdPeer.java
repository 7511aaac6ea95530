package dev.gatehold.bench.race;

import dev.gatehold.bench.ApprovalDesk;
import dev.gatehold.core.approval.Decision;
import java.util.Objects;

/** Gatehold's engine in the process of its callers. */
abstract sealed class GateholdPeer implements Peer permits GateholdOnPostgres, GateholdOnSqlite {
  private final Keeps keeps;
  private final String store;
  private final ApprovalDesk desk;

  GateholdPeer(Keeps keeps, String store, ApprovalDesk desk) {
    this.keeps = keeps;
    this.store = store;
    this.desk = desk;
  }

  @Override
  public Facts facts() {
    return new Facts(
        "Gatehold on " + store,
        "(this build)",
        keeps,
        "In the callers' process. Whole: input check, subject digest, evaluation, hash chain,"
            + " inbox.");
  }

  @Override
  public Pending start() {
    ApprovalDesk.Paused paused = desk.start();
    return new Pending() {
      @Override
      public void approve() {
        desk.decide(paused);
      }

      @Override
      public Recorded recorded() {
        Decision decision = desk.decision(paused.run());
        return new Recorded(
            true, decision.person(), Objects.requireNonNullElse(decision.comment(), ""));
      }
    };
  }

  @Override
  public void close() {
    desk.close();
  }
}
