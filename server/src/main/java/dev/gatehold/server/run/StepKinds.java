package dev.gatehold.server.run;

import dev.gatehold.core.flow.Action;

/** What a step is called by what it does: the word that flow files use. */
public final class StepKinds {
  private StepKinds() {}

  public static String of(Action action) {
    return switch (action) {
      case Action.Work work -> work.connector();
      case Action.SetValues _ -> "set";
      case Action.Wait _, Action.Callback _, Action.EventWait _ -> "wait";
      case Action.Switch _ -> "switch";
      case Action.Parallel _ -> "parallel";
      case Action.ForEach _ -> "foreach";
      case Action.Repeat _ -> "repeat";
      case Action.End _ -> "end";
      case Action.Approval _ -> "approval";
    };
  }
}
