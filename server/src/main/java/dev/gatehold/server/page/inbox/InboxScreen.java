package dev.gatehold.server.page.inbox;

import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.inbox.InboxPage.Row;
import dev.gatehold.server.request.RequestItem;
import dev.gatehold.server.request.RequestLists;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows the inbox. */
@Controller
class InboxScreen {
  private static final int RECENT = 20;
  private final RequestLists requests;
  private final Frames frames;
  private final InstantSource clock;

  InboxScreen(RequestLists requests, Frames frames, InstantSource clock) {
    this.requests = requests;
    this.frames = frames;
    this.clock = clock;
  }

  @GetMapping("/")
  ModelAndView show(@AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    Slice<RequestItem> mine = list(caller, "open", true, Slice.MOST);
    Slice<RequestItem> open = list(caller, "open", false, Slice.MOST);
    Slice<RequestItem> closed = list(caller, "closed", false, RECENT);
    Set<String> asked = mine.items().stream().map(RequestItem::id).collect(Collectors.toSet());
    List<RequestItem> others =
        open.items().stream().filter(each -> !asked.contains(each.id())).toList();
    InboxPage page =
        new InboxPage(
            frames.frame("Inbox", Place.INBOX, caller, http),
            rows(mine.items()),
            rows(others),
            rows(closed.items()),
            mine.nextCursor() != null || open.nextCursor() != null);
    return new ModelAndView("inbox/page", "page", page);
  }

  private Slice<RequestItem> list(Caller caller, String state, boolean mine, int limit) {
    return requests.list(caller, new RequestLists.Filter(state, mine, null), null, limit);
  }

  private List<Row> rows(List<RequestItem> items) {
    Instant now = clock.instant();
    return items.stream().map(item -> row(item, now)).toList();
  }

  private static Row row(RequestItem item, Instant now) {
    String outcome = item.outcome();
    Instant due = item.dueAt();
    Instant expires = item.expiresAt();
    Instant decided = item.decidedAt();
    return new Row(
        item.id(),
        item.subject(),
        item.status().equals("open"),
        VisibleText.line(item.title()),
        item.flow(),
        VisibleText.line(item.requester()),
        Badge.of(outcome == null ? item.status() : outcome),
        Sentence.of(item.progress()),
        Moment.of(item.openedAt(), now),
        due == null || outcome != null ? null : Moment.of(due, now),
        item.overdue(),
        expires == null ? null : Moment.of(expires, now),
        decided == null ? null : Moment.of(decided, now));
  }
}
