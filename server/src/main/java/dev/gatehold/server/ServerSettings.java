package dev.gatehold.server;

import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.store.s3.S3Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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
    @Nullable Duration keepResources) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8420;

  public ServerSettings {
    execAllowed = execAllowed == null ? null : Set.copyOf(execAllowed);
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
    return new ServerSettings(
        DEFAULT_HOST,
        DEFAULT_PORT,
        data,
        null,
        null,
        null,
        false,
        null,
        false,
        null,
        Limits.DEFAULT,
        null,
        null,
        null);
  }

  public ServerSettings withPort(int port) {
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
        keepResources);
  }

  public ServerSettings withHost(String host) {
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
        keepResources);
  }

  public ServerSettings withPeopleFile(Path peopleFile) {
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
        keepResources);
  }

  /** With the floors of this folder, which has to be there. */
  public ServerSettings withFloors(Path floors) {
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
        keepResources);
  }

  /** With the connections of this file, which has to be there. */
  public ServerSettings withConnections(Path connections) {
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
        keepResources);
  }

  /** Development mode with this password. */
  public ServerSettings withDevPassword(String devPassword) {
    return new ServerSettings(
        host,
        port,
        data,
        peopleFile,
        floors,
        connections,
        true,
        devPassword,
        exec,
        execAllowed,
        limits,
        resources,
        secretKey,
        keepResources);
  }

  public ServerSettings withExec(boolean exec) {
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
        keepResources);
  }

  /** With processes of these commands alone. */
  public ServerSettings withExecAllowed(Set<String> commands) {
    return new ServerSettings(
        host,
        port,
        data,
        peopleFile,
        floors,
        connections,
        dev,
        devPassword,
        true,
        commands,
        limits,
        resources,
        secretKey,
        keepResources);
  }

  /** With resources in a bucket. */
  public ServerSettings withResources(S3Place resources) {
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
        keepResources);
  }

  public ServerSettings withLimits(Limits limits) {
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
        keepResources);
  }

  /** With the key of the secrets in this file. */
  public ServerSettings withSecretKey(Path secretKey) {
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
        keepResources);
  }

  /**
   * With resources that go some time after nothing alive mentions them any more; at least {@link
   * Sweeper#SHORTEST}.
   */
  public ServerSettings withKeepResources(Duration keepResources) {
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
        keepResources);
  }
}
