package dev.gatehold.server.secret;

/**
 * Keys in a variable of the server's environment: whoever runs the server makes and changes them.
 */
record KeysetVariable(String name, String value) implements Keyset {
  @Override
  public String read() {
    return value;
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public void write(String json) {
    throw new UnsupportedOperationException("An environment is not ours to change.");
  }

  @Override
  public String place() {
    return "in the variable " + name;
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name;
  }
}
