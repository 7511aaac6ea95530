package dev.gatehold.server.request;

import dev.gatehold.engine.GateholdException;

/** The id of a request: the run and the step of its gate. */
record RequestId(String run, String step) {
  /**
   * Reads {@code RUN.STEP}; no run's id has a dot.
   *
   * @throws GateholdException {@code request.unknown} for any other text
   */
  static RequestId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || dot == text.length() - 1) {
      throw unknown(text);
    }
    return new RequestId(text.substring(0, dot), text.substring(dot + 1));
  }

  String text() {
    return run + "." + step;
  }

  GateholdException unknown() {
    return unknown(text());
  }

  private static GateholdException unknown(String text) {
    return new GateholdException(
        "request.unknown",
        "Expected a request '" + text + "', but there is none.",
        "List requests with GET /api/v1/requests?state=all.");
  }
}
