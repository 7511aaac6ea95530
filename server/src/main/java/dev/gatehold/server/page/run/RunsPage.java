package dev.gatehold.server.page.run;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the list of runs reads.
 *
 * @param filter the flow or status that the list is narrowed to, for people; null for all runs
 * @param older the address of the next page; null on the last
 */
public record RunsPage(
    Frame frame, List<Row> rows, @Nullable String filter, @Nullable String older) {

  /** A run. */
  public record Row(
      String id,
      String release,
      String requester,
      Badge state,
      String waitingFor,
      Moment started,
      @Nullable Moment ended) {}
}
