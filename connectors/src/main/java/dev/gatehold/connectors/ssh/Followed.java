package dev.gatehold.connectors.ssh;

/** Looks at a detached command again and again, and takes what it said since the last look. */
final class Followed {
  private final Work work;
  private long out;
  private long err;

  /**
   * What was seen.
   *
   * @param state {@code runs}, {@code starting}, {@code died}, {@code stopped}, {@code gone}, or
   *     the number with which it exited
   * @param more whether it has said more than one look takes
   */
  record Look(String state, boolean more) {}

  Followed(Work work) {
    this.work = work;
  }

  Look look(Link link) throws LinkCut, InterruptedException {
    Scripts scripts = work.scripts();
    long outBefore = out;
    long errBefore = err;
    HeadedStream standard = new HeadedStream(scripts.begin(), true, this::takeOut);
    HeadedStream error = new HeadedStream(scripts.begin(), false, this::takeErr);
    link.run(scripts.poll(out, err), standard, error);
    if (standard.headline().isEmpty()) {
      throw new LinkCut("it does not say how the command is: " + error.before());
    }
    boolean more =
        out - outBefore >= Scripts.MOST_PER_POLL || err - errBefore >= Scripts.MOST_PER_POLL;
    return new Look(standard.headline(), more);
  }

  private void takeOut(byte[] bytes, int offset, int count) {
    work.output().out(bytes, offset, count);
    out += count;
  }

  private void takeErr(byte[] bytes, int offset, int count) {
    work.output().err(bytes, offset, count);
    err += count;
  }
}
