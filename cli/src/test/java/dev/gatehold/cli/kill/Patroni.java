package dev.gatehold.cli.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three PostgreSQL members under Patroni, with synchronous replication, and one etcd, all on the
 * loopback interface and all started here. Whoever is root runs them as the user {@code postgres},
 * for PostgreSQL refuses root.
 */
final class Patroni implements AutoCloseable {
  private static final int MEMBERS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String OWNER = "postgres";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Path folder;
  private final Path programs;
  private final Process etcd;
  private final List<Member> members = new ArrayList<>();

  /** A member: a Patroni, and the PostgreSQL that it runs. */
  final class Member {
    final String name;
    private final int port;
    private final int api;
    private final Path file;
    private Process patroni;

    private Member(int number, int etcdPort) throws IOException {
      this.name = "m" + number;
      this.port = freePort();
      this.api = freePort();
      this.file = folder.resolve(name + ".yml");
      Files.writeString(file, settings(this, etcdPort));
      this.patroni = launch("patroni-" + name, "patroni", file.toString());
    }

    private Path data() {
      return folder.resolve("data-" + name);
    }

    private boolean leads() {
      return answers("leader");
    }

    private boolean answers(String role) {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + "/" + role))
              .timeout(Duration.ofSeconds(2))
              .build();
      try {
        return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException away) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /** PostgreSQL's first process, which stands in its data folder; none while it is down. */
    private Optional<ProcessHandle> postmaster() {
      try {
        Path pid = data().resolve("postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
            .filter(process -> process.info().command().orElse("postgres").contains("postgres"));
      } catch (IOException | NumberFormatException none) {
        return Optional.empty();
      }
    }

    /** Only PostgreSQL's first process, as the kernel does that is out of memory. */
    void killPostgres() throws IOException, InterruptedException {
      for (ProcessHandle each : postmaster().stream().toList()) {
        signal("KILL", Stream.of(each));
      }
    }

    /** Patroni alone: PostgreSQL goes on with nobody who looks after it. */
    void killPatroni() throws IOException, InterruptedException {
      signal("KILL", Stream.of(patroni.toHandle()));
    }

    /** Everything there is of it, as a machine that loses its power. */
    void killAll() throws IOException, InterruptedException {
      signal("KILL", everything());
    }

    void freeze() throws IOException, InterruptedException {
      signal("STOP", everything());
    }

    void thaw() throws IOException, InterruptedException {
      signal("CONT", everything());
    }

    /** Patroni begins again and finds what is there. */
    void comeBack() throws IOException {
      if (!patroni.isAlive()) {
        patroni = launch("patroni-" + name, "patroni", file.toString());
      }
    }

    private Stream<ProcessHandle> everything() {
      Stream<ProcessHandle> postgres =
          postmaster().stream().flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
      return Stream.concat(Stream.of(patroni.toHandle()), postgres).distinct();
    }
  }

  private Patroni(Path folder, Path programs, int etcdPort) throws IOException {
    this.folder = folder;
    this.programs = programs;
    int peers = freePort();
    String clients = "http://127.0.0.1:" + etcdPort;
    this.etcd =
        launch(
            "etcd",
            "etcd",
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=http://127.0.0.1:" + peers,
            "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
            "--initial-cluster=default=http://127.0.0.1:" + peers);
  }

  /**
   * Starts everything, and returns when there is a primary with a synchronous standby.
   *
   * @param programs the folder of PostgreSQL's programs
   */
  static Patroni started(Path folder, Path programs) throws IOException, InterruptedException {
    if (root()) {
      run(new ProcessBuilder("chown", OWNER, folder.toString()));
    }
    int etcdPort = freePort();
    Patroni patroni = new Patroni(folder, programs, etcdPort);
    try {
      for (int i = 1; i <= MEMBERS; i++) {
        patroni.members.add(patroni.new Member(i, etcdPort));
      }
      patroni.awaitWhole();
      patroni.createDatabase();
      return patroni;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      patroni.close();
      throw e;
    }
  }

  private String settings(Member member, int etcdPort) {
    return """
    scope: gatehold
    name: %1$s
    restapi: { listen: "127.0.0.1:%2$d", connect_address: "127.0.0.1:%2$d" }
    etcd3: { hosts: "127.0.0.1:%3$d" }
    bootstrap:
      dcs:
        ttl: 20
        loop_wait: 4
        retry_timeout: 8
        synchronous_mode: true
        synchronous_mode_strict: true
        postgresql:
          use_pg_rewind: true
          use_slots: true
          parameters: { max_connections: 200, shared_buffers: 64MB, wal_keep_size: 512MB }
      initdb: [ { encoding: UTF8 }, data-checksums ]
    postgresql:
      listen: "127.0.0.1:%4$d"
      connect_address: "127.0.0.1:%4$d"
      data_dir: %5$s
      bin_dir: %6$s
      pgpass: %7$s/pgpass-%1$s
      pg_hba:
        - host all all 127.0.0.1/32 trust
        - host replication all 127.0.0.1/32 trust
      authentication:
        superuser: { username: postgres, password: local }
        replication: { username: replicator, password: local }
        rewind: { username: rewinder, password: local }
      parameters: { unix_socket_directories: "" }
    """
        .formatted(member.name, member.api, etcdPort, member.port, member.data(), programs, folder);
  }

  private void createDatabase() throws IOException, InterruptedException {
    run(
        new ProcessBuilder(
            programs.resolve("psql").toString(),
            "-q",
            "-d",
            "host=127.0.0.1 port=" + leader().port + " user=postgres dbname=postgres",
            "-c",
            "CREATE DATABASE gatehold"));
  }

  /** The URL that names all members. */
  String url() {
    return members.stream()
        .map(member -> "127.0.0.1:" + member.port)
        .collect(Collectors.joining(",", "postgres://postgres@", "/gatehold"));
  }

  /** The member that is the primary, as soon as there is one. */
  Member leader() throws InterruptedException {
    await("a primary", () -> members.stream().anyMatch(Member::leads));
    return members.stream().filter(Member::leads).findFirst().orElseGet(members::getFirst);
  }

  /** Returns when there is a primary and all others follow it, one of them synchronously. */
  void awaitWhole() throws InterruptedException {
    await(
        "a primary, a synchronous standby and another standby",
        () ->
            members.stream().filter(Member::leads).count() == 1
                && members.stream().filter(member -> member.answers("synchronous")).count() == 1
                && members.stream().filter(member -> member.answers("replica")).count()
                    == MEMBERS - 1);
  }

  /** Hands the primary's part over, in order. */
  void switchOver() throws IOException, InterruptedException {
    run(
        new ProcessBuilder(
            "patronictl",
            "-c",
            folder.resolve("m1.yml").toString(),
            "switchover",
            "gatehold",
            "--force"));
  }

  private void await(String what, BooleanSupplier there) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Expected " + what + ", but there is none; see " + folder);
      }
      // Nobody tells when another process has come so far.
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private Process launch(String name, String... command) throws IOException {
    List<String> words = new ArrayList<>();
    if (root()) {
      words.addAll(
          List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--clear-groups", "--"));
    }
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
        .start();
  }

  private static boolean root() {
    return System.getProperty("user.name", "").equals("root");
  }

  private static void run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Expected " + command.command() + " to work, but: " + said);
    }
  }

  private static void signal(String name, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    processes.filter(ProcessHandle::isAlive).forEach(each -> words.add("" + each.pid()));
    if (words.size() > 2) {
      // Some may have ended meanwhile.
      int _ = new ProcessBuilder(words).start().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends everything that was started here. */
  @Override
  public void close() {
    try {
      for (Member member : members) {
        List<ProcessHandle> all = member.everything().toList();
        signal("KILL", all.stream());
        for (ProcessHandle each : all) {
          each.onExit().join();
        }
      }
      etcd.destroyForcibly().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
