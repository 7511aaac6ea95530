package dev.gatehold.core.run;

/** An event does not fit the state before it: the journal is not one that the run machine wrote. */
public final class CorruptJournal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptJournal(RunEvent event, Object found) {
    super(
        "Expected a state that a "
            + event.getClass().getSimpleName()
            + " can follow, but found "
            + found
            + ". The journal was changed outside Gatehold, or by a newer version of it.");
  }
}
