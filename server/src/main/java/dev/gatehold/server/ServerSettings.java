package dev.gatehold.server;

import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.s3.S3Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server needs to know to start; nothing but keys is read from the environment.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param data the folder that the server owns; made when it is not there
 * @param peopleFile {@code people.yaml}; null for none
 * @param floors the folder of floor files; null for {@code floors} in the data folder, which need
 *     not be there
 * @param connections {@code connections.yaml}; null for the one in the data folder, which need not
 *     be there
 * @param dev development mode: people without a password of their own may sign in with {@code
 *     devPassword}
 * @param devPassword only in development mode, and only on a loopback address; null for none
 * @param exec whether flows may run processes on this machine
 * @param execAllowed the commands that these may begin with, letter by letter: names that are
 *     looked up, or absolute paths; null for every command
 * @param resources the bucket that keeps resources; null for files in the data folder. Its keys are
 *     never here: they are read from the environment or from {@code ~/.aws/credentials}
 * @param secretKey the file with the key of the secrets; null for {@code secret.key} in the data
 *     folder; made when it is first needed
 * @param keepResources how long resources stay that nothing alive mentions; null for ever
 * @param url where others reach it, without a path; null for the address that it listens on
 * @param databases keep everything that the data folder would keep otherwise, resources too unless
 *     a bucket does; several servers may have the same. Runs are spread over several, in the order
 *     in which they joined. Empty for a database in the data folder
 */
public record ServerSettings(
    String host,
    int port,
    Path data,
    @Nullable Path peopleFile,
    @Nullable Path floors,
    @Nullable Path connections,
    boolean dev,
    @Nullable String devPassword,
    boolean exec,
    @Nullable Set<String> execAllowed,
    Limits limits,
    @Nullable S3Place resources,
    @Nullable Path secretKey,
    @Nullable Duration keepResources,
    List<PostgresPlace> databases,
    @Nullable URI url) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8420;

  public ServerSettings {
    execAllowed = execAllowed == null ? null : Set.copyOf(execAllowed);
    databases = List.copyOf(databases);
  }

  /**
   * How much a caller may send, in bytes.
   *
   * @param body of any request but an upload
   * @param upload of a resource
   */
  public record Limits(long body, long upload) {
    public static final Limits DEFAULT = new Limits(1 << 20, 64 << 20);
  }

  /** Settings for a folder, on the default address, without people file, processes and dev mode. */
  public static ServerSettings of(Path data) {
    return new Draft(data).done();
  }

  /** What settings are made of, while one of them is changed. */
  private static final class Draft {
    private String host = DEFAULT_HOST;
    private int port = DEFAULT_PORT;
    private final Path data;
    private @Nullable Path peopleFile;
    private @Nullable Path floors;
    private @Nullable Path connections;
    private boolean dev;
    private @Nullable String devPassword;
    private boolean exec;
    private @Nullable Set<String> execAllowed;
    private Limits limits = Limits.DEFAULT;
    private @Nullable S3Place resources;
    private @Nullable Path secretKey;
    private @Nullable Duration keepResources;
    private List<PostgresPlace> databases = List.of();
    private @Nullable URI url;

    Draft(Path data) {
      this.data = data;
    }

    Draft(ServerSettings from) {
      this(from.data);
      host = from.host;
      port = from.port;
      peopleFile = from.peopleFile;
      floors = from.floors;
      connections = from.connections;
      dev = from.dev;
      devPassword = from.devPassword;
      exec = from.exec;
      execAllowed = from.execAllowed;
      limits = from.limits;
      resources = from.resources;
      secretKey = from.secretKey;
      keepResources = from.keepResources;
      databases = from.databases;
      url = from.url;
    }

    ServerSettings done() {
      return new ServerSettings(
          host,
          port,
          data,
          peopleFile,
          floors,
          connections,
          dev,
          devPassword,
          exec,
          execAllowed,
          limits,
          resources,
          secretKey,
          keepResources,
          databases,
          url);
    }
  }

  private ServerSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  public ServerSettings withPort(int port) {
    return with(draft -> draft.port = port);
  }

  public ServerSettings withHost(String host) {
    return with(draft -> draft.host = host);
  }

  public ServerSettings withPeopleFile(Path peopleFile) {
    return with(draft -> draft.peopleFile = peopleFile);
  }

  /** With the floors of this folder, which has to be there. */
  public ServerSettings withFloors(Path floors) {
    return with(draft -> draft.floors = floors);
  }

  /** With the connections of this file, which has to be there. */
  public ServerSettings withConnections(Path connections) {
    return with(draft -> draft.connections = connections);
  }

  /** Development mode with this password. */
  public ServerSettings withDevPassword(String devPassword) {
    return with(draft -> {
      draft.dev = true;
      draft.devPassword = devPassword;
    });
  }

  public ServerSettings withExec(boolean exec) {
    return with(draft -> draft.exec = exec);
  }

  /** With processes of these commands alone. */
  public ServerSettings withExecAllowed(Set<String> commands) {
    return with(draft -> {
      draft.exec = true;
      draft.execAllowed = commands;
    });
  }

  /** With resources in a bucket. */
  public ServerSettings withResources(S3Place resources) {
    return with(draft -> draft.resources = resources);
  }

  public ServerSettings withLimits(Limits limits) {
    return with(draft -> draft.limits = limits);
  }

  /** With the key of the secrets in this file. */
  public ServerSettings withSecretKey(Path secretKey) {
    return with(draft -> draft.secretKey = secretKey);
  }

  /**
   * With resources that go some time after nothing alive mentions them any more; at least {@link
   * Sweeper#SHORTEST}.
   */
  public ServerSettings withKeepResources(Duration keepResources) {
    return with(draft -> draft.keepResources = keepResources);
  }

  /** With everything in this database. */
  public ServerSettings withDatabase(PostgresPlace database) {
    return withDatabases(List.of(database));
  }

  /** With runs spread over these databases. */
  public ServerSettings withDatabases(List<PostgresPlace> databases) {
    return with(draft -> draft.databases = databases);
  }

  /** Reached by others at this address. */
  public ServerSettings withUrl(URI url) {
    return with(draft -> draft.url = url);
  }

  /** Whether others reach it through something that speaks TLS. */
  public boolean behindTls() {
    return url != null && "https".equals(url.getScheme());
  }
}
