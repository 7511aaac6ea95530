package dev.gatehold.cli.server;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.gatehold.server.GateholdServer;
import java.net.URL;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up before anything is logged: the stores speak before Spring has read the server's
 * own configuration, and standard output belongs to the command line.
 */
final class ServerLog {
  private ServerLog() {}

  static void prepare() {
    URL configuration = GateholdServer.class.getResource("logback.xml");
    if (configuration == null || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext log)) {
      return;
    }
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(log);
    log.reset();
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("The server's logback.xml cannot be read.", e);
    }
  }
}
