package dev.gatehold.examples;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** Scripted people take an example through its gate that works on another machine, too. */
abstract class WorkbenchScenario extends Scenario {
  Workbench workbench;

  @SuppressWarnings("NullAway.Init")
  WorkbenchScenario(String example) {
    super(example);
  }

  @Override
  Places places() throws IOException {
    workbench = new Workbench(folder.resolve("workbench"));
    return Places.workbench(workbench.connection());
  }

  @AfterEach
  void stopWorkbench() {
    workbench.close();
  }
}
