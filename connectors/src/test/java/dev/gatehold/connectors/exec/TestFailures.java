package dev.gatehold.connectors.exec;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;

/** Expects failures. */
final class TestFailures {
  private TestFailures() {}

  static Failure of(ExecConnector exec, Job job) {
    try {
      throw new AssertionError("Expected a failure, but got " + exec.run(job));
    } catch (ConnectorFailure e) {
      return e.failure();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
