package dev.gatehold.connectors.http;

import java.util.Set;

/** Which redirects are followed, and how the request changes on the way. */
final class Redirects {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> KEEPING = Set.of(307, 308);
  private static final String WRITE_FINAL = "Write the final URL";

  private final Errand errand;

  Redirects(Errand errand) {
    this.errand = errand;
  }

  static boolean isOne(Answer answer) {
    return STATUSES.contains(answer.status()) && answer.header("location") != null;
  }

  /**
   * The request to send because of a redirect.
   *
   * @param followed how many were followed before
   */
  Request next(Request last, Answer answer, int followed) throws HttpFailure {
    int most = errand.redirects();
    if (followed >= most) {
      throw HttpFailures.redirect(
          most == 0 ? "this step follows none" : "more than " + most + " times",
          "Write the final URL, or use a connection whose operator allows redirects");
    }
    WebAddress to = target(last.to(), String.valueOf(answer.header("location")));
    if (last.to().isSecure() && !to.isSecure()) {
      throw HttpFailures.redirect("it leads from https to http", "Write an https URL");
    }
    boolean bare = last.method().equals("GET") || last.method().equals("HEAD");
    return bare
        ? errand.request(last.method(), to, new Content.None())
        : acting(last, answer.status(), to);
  }

  /** As RFC 9110, 15.4 has it, where that is without danger. */
  private Request acting(Request last, int status, WebAddress to) throws HttpFailure {
    if (KEEPING.contains(status)) {
      if (!to.sameOrigin(errand.start())) {
        throw HttpFailures.redirect(
            "it would take the request's content to " + to.origin(), WRITE_FINAL);
      }
      return errand.request(last.method(), to, last.content());
    }
    if (status != 303 && !last.method().equals("POST")) {
      throw HttpFailures.redirect("a " + last.method() + " cannot follow a " + status, WRITE_FINAL);
    }
    return errand.request("GET", to, new Content.None());
  }

  private static WebAddress target(WebAddress from, String location) throws HttpFailure {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw HttpFailures.redirect(
          "its Location cannot be followed: " + e.getMessage(), "See what the service sends");
    }
  }
}
