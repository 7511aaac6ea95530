package dev.gatehold.store.sql;

import java.util.ArrayList;
import java.util.List;

/** A query for one page of a list, and its values. */
public record Listing(String sql, List<Object> parameters) {

  /**
   * One page of all that these list: each gives a page of its own from an index of its own, so that
   * what it costs follows the page and not what stands in between.
   *
   * @param order in which each of them is ordered, too
   */
  static Listing merged(List<Listing> pages, String order, int limit) {
    List<String> parts = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    for (Listing page : pages) {
      parts.add("SELECT * FROM (" + page.sql + ") AS page_" + parts.size());
      parameters.addAll(page.parameters);
    }
    parameters.add(limit);
    return new Listing(String.join(" UNION ALL ", parts) + order + " LIMIT ?", parameters);
  }
}
