package dev.gatehold.bench.served;

import dev.gatehold.bench.PaymentFlow;
import dev.gatehold.bench.race.ResidentMemory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The servers of a setting, with the flow live at all of them, and alice and bob signed in. */
final class Site implements AutoCloseable {
  private static final String PASSWORD = "for benchmarks alone";

  private final List<ServerProcess> servers;
  private final Api alice;
  private final Api bob;

  private Site(List<ServerProcess> servers) throws IOException {
    this.servers = List.copyOf(servers);
    this.alice = Api.signedIn(servers.getFirst().uri(), "alice", PASSWORD);
    this.bob = Api.signedIn(servers.getFirst().uri(), "bob", PASSWORD);
  }

  /**
   * Starts them.
   *
   * @param launcher the words before {@code server start}
   * @param folder an empty one
   * @param database the URL of an empty PostgreSQL database; null for SQLite
   */
  static Site open(List<String> launcher, Path folder, int count, @Nullable String database)
      throws IOException {
    Path people = Files.writeString(folder.resolve("people.yaml"), people());
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        servers.add(ServerProcess.start(launcher, folder.resolve("server-" + i), people, database));
      }
      Site site = new Site(servers);
      site.publish();
      return site;
    } catch (IOException | RuntimeException e) {
      servers.forEach(ServerProcess::close);
      throw e;
    }
  }

  private static String people() {
    String hash = new BCryptPasswordEncoder().encode(PASSWORD);
    return """
    people:
      - { id: alice, name: Alice, admin: true, password_hash: "%s" }
      - { id: bob, name: Bob, groups: [finance], password_hash: "%s" }
    """
        .formatted(hash, hash);
  }

  private void publish() throws IOException {
    String flow = "/flows/" + PaymentFlow.NAME;
    alice.putText(flow + "/draft", "text/yaml", PaymentFlow.SOURCE);
    alice.post(flow + "/releases", Map.of(), Map.of("note", ""));
    alice.put(flow + "/live", Map.of("release", 1));
  }

  /** Alice at the server where this caller starts runs. */
  Api alice(int caller) {
    return alice.at(server(caller));
  }

  /** Bob at the server where this caller decides; another one than alice's where there are two. */
  Api bob(int caller) {
    return bob.at(server(caller + 1));
  }

  private URI server(int number) {
    return servers.get(number % servers.size()).uri();
  }

  int servers() {
    return servers.size();
  }

  /** What the servers have used of all processors so far, in seconds. */
  double cpuSeconds() {
    return servers.stream().mapToDouble(ServerProcess::cpuSeconds).sum();
  }

  /** What the largest server holds in memory now, in MB. */
  double residentMegabytes() {
    return servers.stream().mapToDouble(each -> ResidentMemory.now(each.id())).max().orElseThrow();
  }

  /** The most that a server ever held in memory, in MB. */
  double peakMegabytes() {
    return servers.stream().mapToDouble(each -> ResidentMemory.peak(each.id())).max().orElseThrow();
  }

  /** Asks all to stop, and waits until they have. */
  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
  }
}
