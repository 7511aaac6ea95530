package dev.gatehold.simulation.machine;

/** Threads that live and die together: those of one node, or everybody outside. */
public final class Group {
  private final String name;
  private boolean dead;

  public Group(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Whether it has been killed: none of its threads ever goes on. */
  public boolean dead() {
    return dead;
  }

  public void kill() {
    dead = true;
  }
}
