package dev.gatehold.server;

import java.util.Map;
import java.util.TreeMap;

/** What the frameworks are told; none of it is for users to change. */
final class WebProperties {
  private WebProperties() {}

  static Map<String, Object> of(ServerSettings settings) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    // Waiting requests are answered when the server stops; the rest gets a moment to end.
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("server.tomcat.max-keep-alive-requests", 10_000);
    // Between two pieces of a request.
    properties.put("server.tomcat.connection-timeout", "20s");
    // No form says PUT, PATCH or DELETE.
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.main.web-application-type", "servlet");
    properties.put("spring.jmx.enabled", false);
    properties.put("logging.config", "classpath:dev/gatehold/server/logback.xml");
    session(properties);
    if (settings.behindTls()) {
      // Believed of proxies in networks of one's own only.
      properties.put("server.forward-headers-strategy", "native");
      properties.put("server.servlet.session.cookie.secure", true);
    }
    openApi(properties);
    return properties;
  }

  private static void session(Map<String, Object> properties) {
    properties.put("server.servlet.session.cookie.name", "gatehold_session");
    properties.put("server.servlet.session.cookie.same-site", "strict");
    properties.put("server.servlet.session.cookie.http-only", true);
    properties.put("server.servlet.session.tracking-modes", "cookie");
    properties.put("server.servlet.session.timeout", "12h");
    properties.put("spring.web.resources.static-locations", "classpath:/static/");
    properties.put("spring.servlet.multipart.enabled", false);
  }

  private static void openApi(Map<String, Object> properties) {
    properties.put("springdoc.api-docs.path", "/api/v1/openapi.json");
    properties.put("springdoc.api-docs.version", "openapi_3_1");
    properties.put("springdoc.packages-to-scan", "dev.gatehold.server");
    properties.put("springdoc.paths-to-match", "/api/v1/**");
    properties.put("springdoc.default-produces-media-type", "application/json");
  }
}
