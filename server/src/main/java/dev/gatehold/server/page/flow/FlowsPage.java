package dev.gatehold.server.page.flow;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the template of the list of flows reads. */
public record FlowsPage(Frame frame, List<Row> rows) {

  /**
   * A flow.
   *
   * @param live the number of the live release; 0 for none
   * @param newest the number of the newest release; 0 for none
   * @param draft when its draft was last written; null without one
   * @param releases newest first
   */
  public record Row(
      String flow, int live, int newest, @Nullable Moment draft, List<Release> releases) {}

  /** A release. */
  public record Release(
      int number, String digest, String author, String note, Moment at, boolean live) {}
}
