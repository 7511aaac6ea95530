package dev.gatehold.bench.race;

import java.util.List;

/**
 * A system that runs the approval cycle: a run starts with a requester and an amount, pauses for an
 * approval by the group {@value #GROUP}, {@value #APPROVER} approves with a comment, the run
 * completes. It is driven through its own documented API, in the way that its documentation
 * advises. An implementation has a public constructor that takes a {@link Place} and returns when
 * runs can be started. Every method but {@link #close} is called by many threads at once.
 */
public interface Peer extends AutoCloseable {
  /** Who asks; known to every peer as the requester of the run. */
  String REQUESTER = "alice";

  /** Who approves. */
  String APPROVER = "bob";

  /** Whose members may approve. */
  String GROUP = "finance";

  /** What the approver says with the decision. */
  String COMMENT = "Fits the budget.";

  /** What is asked for. */
  long AMOUNT = 1200;

  /** What it is. */
  Facts facts();

  /**
   * Starts a run.
   *
   * @return when the peer has accepted it as durably as it ever does, and a decision can be sent
   */
  Pending start() throws Exception;

  /** Processes that work for it beside the one it is in. */
  default List<Long> processes() {
    return List.of();
  }

  @Override
  void close();

  /** A run that waits for its decision. */
  interface Pending {
    /** Approves; returns when the run is known to have completed, as durably as it ever is. */
    void approve() throws Exception;

    /** What the peer itself says of the run, asked of its history and not of the caller. */
    Recorded recorded() throws Exception;
  }

  /** What a peer has kept of a decided run. */
  record Recorded(boolean completed, String by, String comment) {}

  /** Where a peer keeps what must outlive its process. */
  enum Keeps {
    POSTGRESQL("PostgreSQL"),
    FILES("its own files"),
    MEMORY("memory, not durable");

    private final String words;

    Keeps(String words) {
      this.words = words;
    }

    /** For tables. */
    public String words() {
      return words;
    }
  }

  /**
   * What belongs beside a peer's figures.
   *
   * @param version as its publisher writes it
   * @param note one sentence on how it was driven, and what cannot be compared
   */
  record Facts(String name, String version, Keeps keeps, String note) {}
}
