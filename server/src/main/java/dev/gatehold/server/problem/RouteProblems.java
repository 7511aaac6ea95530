package dev.gatehold.server.problem;

/** Problems of requests that no handler took. */
final class RouteProblems {
  private RouteProblems() {}

  static Problem route(String path) {
    return Problem.of(
        "route.unknown",
        "Expected a route of this server, but found '" + path + "'.",
        "See /api/v1/openapi.json for the routes.");
  }

  static Problem method(String method, String supported) {
    return Problem.of(
        "method.not_allowed",
        "Expected "
            + (supported.isEmpty() ? "another method" : "one of " + supported)
            + ", but found "
            + method
            + ".",
        "See /api/v1/openapi.json for the methods of each route.");
  }

  static Problem mediaType(String found) {
    return Problem.of(
        "media_type.unsupported",
        "Expected a body of the route's media type, but found '" + found + "'.",
        "Set Content-Type: application/json for JSON, text/yaml for flow files.");
  }

  static Problem internal() {
    return Problem.of(
        "internal",
        "Expected to answer, but the server met a fault of its own.",
        "Try again; if it stays, look for this moment in the server's log.");
  }
}
