package dev.gatehold.server.page;

import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Frame.Csrf;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frame.Viewer;
import dev.gatehold.server.request.RequestLists;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the frame around a page. */
@Component
public final class Frames {
  private static final RequestLists.Filter WAITING = new RequestLists.Filter("open", true, null);
  private static final int COUNTED = 100;
  private final RequestLists requests;

  Frames(RequestLists requests) {
    this.requests = requests;
  }

  /** The frame for whoever is signed in. */
  public Frame frame(String title, Place place, Caller caller, HttpServletRequest http) {
    int waiting = requests.list(caller, WAITING, null, COUNTED).items().size();
    Viewer viewer = new Viewer(caller.principal().id(), VisibleText.line(caller.name()), waiting);
    return new Frame(VisibleText.line(title), place, viewer, csrf(http));
  }

  /** The frame for pages that need no account. */
  public Frame publicFrame(String title, HttpServletRequest http) {
    return new Frame(title, Place.ELSEWHERE, null, csrf(http));
  }

  private static Csrf csrf(HttpServletRequest http) {
    @Nullable Object token = http.getAttribute(CsrfToken.class.getName());
    return token instanceof CsrfToken csrf
        ? new Csrf(csrf.getParameterName(), csrf.getToken())
        : new Csrf("_csrf", "");
  }
}
