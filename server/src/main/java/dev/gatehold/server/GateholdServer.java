package dev.gatehold.server;

import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.flow.FloorSource;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.memory.FlowMemory;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.retention.RetentionKeeper;
import dev.gatehold.engine.secret.Vault;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.engine.trigger.Triggers;
import dev.gatehold.server.callback.Callbacks;
import dev.gatehold.server.http.LongPolls;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.trigger.Webhooks;
import dev.gatehold.store.postgres.PostgresPlace;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A running server. {@link #start} returns when it answers; {@link #close} ends it and gives the
 * data folder free.
 */
public final class GateholdServer implements AutoCloseable {
  private final ServerParts parts;
  private final ServletWebServerApplicationContext web;
  private final URI baseUri;

  private GateholdServer(ServerParts parts, ServletWebServerApplicationContext web) {
    this.parts = parts;
    this.web = web;
    this.baseUri = baseUri(parts.settings().host(), web);
    parts.callbacks().answersAt(url());
  }

  /**
   * Starts a server on its data folder.
   *
   * @throws GateholdException {@code server.unsafe}, {@code server.port_taken}, {@code
   *     people.unreadable}, {@code floors.unreadable}, {@code connections.unreadable} or {@code
   *     resources.unavailable}; nothing runs then
   * @throws StoreException when the data folder cannot be opened, for example because another
   *     process owns it
   */
  public static GateholdServer start(ServerSettings settings) {
    requireSafe(settings);
    return start(settings, Backing.of(settings, null));
  }

  /**
   * Starts a server as {@link #start(ServerSettings)} does, on another clock: one that is turned by
   * hand, for demonstrations and tests. Whoever turns it calls {@link #clockTurned()}.
   */
  public static GateholdServer start(ServerSettings settings, InstantSource clock) {
    requireSafe(settings);
    return start(settings, Backing.of(settings, clock));
  }

  /** Starts a server that keeps everything elsewhere. */
  static GateholdServer start(ServerSettings settings, Backing backing) {
    ServerParts parts = null;
    try {
      requireSafe(settings);
      parts = ServerParts.of(settings, backing);
      parts.start();
      return new GateholdServer(parts, startWeb(parts));
    } catch (RuntimeException e) {
      if (parts == null) {
        backing.release().run();
      } else {
        parts.close();
      }
      throw e;
    }
  }

  private static void requireSafe(ServerSettings settings) {
    if (settings.devPassword() == null) {
      if (!isLoopback(settings.host()) && !settings.behindTls()) {
        throw new GateholdException(
            "server.unsafe",
            "Expected TLS in front of a server that listens on "
                + settings.host()
                + ", for passwords and tokens would pass in the clear.",
            "Say where it is reached with --url https://…, or listen on 127.0.0.1.");
      }
      return;
    }
    if (!settings.dev() || !isLoopback(settings.host())) {
      throw new GateholdException(
          "server.unsafe",
          "Expected a development password only in development mode on a loopback address, but"
              + " found it for "
              + settings.host()
              + ".",
          "Listen on 127.0.0.1, or give everybody a password of their own.");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static ServletWebServerApplicationContext startWeb(ServerParts parts) {
    SpringApplication application = new SpringApplication(WebApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(WebProperties.of(parts.settings()));
    application.addInitializers(context -> register(parts, (GenericApplicationContext) context));
    try {
      return (ServletWebServerApplicationContext) application.run();
    } catch (RuntimeException e) {
      throw portTaken(e, parts.settings());
    }
  }

  private static RuntimeException portTaken(RuntimeException e, ServerSettings settings) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) {
        return new GateholdException(
            "server.port_taken",
            "Expected port "
                + settings.port()
                + " of "
                + settings.host()
                + " to be free, but something listens there.",
            "Stop it, or choose another port with --port.",
            Map.of("port", (long) settings.port()));
      }
    }
    return e;
  }

  private static void register(ServerParts parts, GenericApplicationContext context) {
    context.registerBean(ServerSettings.class, parts::settings);
    context.registerBean(IdentityParts.class, parts::identity);
    context.registerBean(InstantSource.class, parts::clock);
    context.registerBean(Callbacks.class, parts::callbacks);
    context.registerBean(FloorSource.class, parts::floors);
    context.registerBean(FlowCatalog.class, parts::flows);
    context.registerBean(Vault.class, parts::vault);
    context.registerBean(RunStore.class, () -> parts.backing().runs());
    context.registerBean(ResourceStore.class, () -> parts.backing().resources());
    context.registerBean(FlowMemory.class, parts::memory);
    context.registerBean(
        Events.class,
        () -> parts.engine().events(),
        definition -> definition.setDestroyMethodName(""));
    context.registerBean(Webhooks.class, parts::webhooks);
    context.registerBean(Triggers.class, () -> parts.engine().triggers());
    context.registerBean(Tasks.class, () -> parts.engine().tasks());
    context.registerBean(DirectorySource.class, () -> parts.identity().people());
    // Not closed with the context: the engine outlives the last answer.
    context.registerBean(
        Engine.class, parts::engine, definition -> definition.setDestroyMethodName(""));
  }

  private static URI baseUri(String host, ServletWebServerApplicationContext web) {
    int port = Objects.requireNonNull(web.getWebServer()).getPort();
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /** Where it answers, without a slash at the end. */
  public URI baseUri() {
    return baseUri;
  }

  /** Where others reach it, without a slash at the end. */
  public URI url() {
    URI url = parts.settings().url();
    return url == null ? baseUri : url;
  }

  /** Where it keeps everything, in a few words without a password. */
  public String keptIn() {
    List<PostgresPlace> databases = parts.settings().databases();
    return databases.isEmpty()
        ? parts.settings().data().toString()
        : databases.stream().map(PostgresPlace::toString).collect(Collectors.joining(" "));
  }

  /** Acts at once on what a clock that was turned by hand has made due. */
  public void clockTurned() {
    parts.wake();
  }

  /**
   * A new link with which the first admin makes their account; it works once, for thirty minutes.
   */
  public URI newSetupLink() {
    return url().resolve("/setup/" + parts.identity().setupLinks().make());
  }

  /** Whether there is nobody yet who could administer this server. */
  public boolean needsAdmin() {
    return parts.identity().accounts().all().stream()
        .noneMatch(account -> account.admin() && !account.disabled());
  }

  /** Accounts and tokens as stored, for tests that change them behind the server's back. */
  PeopleStore people() {
    return parts.backing().people();
  }

  /** Returns when somebody waits for news, for tests that must not come too early. */
  void awaitWaiting() throws InterruptedException {
    web.getBean(LongPolls.class).awaitWaiting();
  }

  /** Returns when all sweeps are over that {@link #clockTurned()} asked for, for tests. */
  void awaitSweeps() throws InterruptedException {
    RetentionKeeper retention = parts.retention();
    if (retention != null) {
      retention.awaitQuiet();
    }
  }

  /** The HTTP adapters, for tests that look at all of them. */
  ApplicationContext web() {
    return web;
  }

  @Override
  public void close() {
    try {
      web.close();
    } finally {
      parts.close();
    }
  }
}
