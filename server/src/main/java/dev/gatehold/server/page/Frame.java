package dev.gatehold.server.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around every page needs.
 *
 * @param title of the page; its subject comes first
 * @param place where the page belongs in the navigation
 * @param viewer who is signed in; null for nobody
 * @param csrf to be sent back by every form
 */
public record Frame(String title, Place place, @Nullable Viewer viewer, Csrf csrf) {

  /** The parts of the navigation. */
  public enum Place {
    INBOX,
    RUNS,
    FLOWS,
    ELSEWHERE
  }

  /**
   * Who looks at the page.
   *
   * @param waiting how many requests wait for this person
   */
  public record Viewer(String id, String name, int waiting) {
    /** The count for people; large ones are not counted out. */
    public String waitingText() {
      return waiting > MOST ? MOST + "+" : String.format(Locale.ROOT, "%d", waiting);
    }

    private static final int MOST = 99;
  }

  /** The hidden field that proves that a form came from our own page. */
  public record Csrf(String field, String token) {}

  /** The value of {@code aria-current} for a link to this place; null for any other. */
  public @Nullable String current(Place linked) {
    return place == linked ? "page" : null;
  }

  /** The address of the style sheet; changes with its content, so that browsers may keep it. */
  public String style() {
    return Assets.STYLE;
  }
}
