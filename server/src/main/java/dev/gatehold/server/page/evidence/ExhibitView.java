package dev.gatehold.server.page.evidence;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence on a page.
 *
 * @param kind as the flow names it
 * @param whole where all of it can be had; null when there is nothing
 * @param about its name and size, when it is stored apart
 * @param cut whether the page shows only a part
 */
public record ExhibitView(
    String title,
    String kind,
    boolean required,
    @Nullable String whole,
    @Nullable String about,
    boolean cut,
    Shown shown) {

  /** A size as people read it. */
  static String size(long bytes) {
    List<String> units = List.of("KB", "MB", "GB");
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    double amount = bytes / 1_000.0;
    int unit = 0;
    while (amount >= 999.5 && unit < units.size() - 1) {
      amount /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units.get(unit));
  }
}
