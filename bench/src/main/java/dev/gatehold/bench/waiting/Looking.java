package dev.gatehold.bench.waiting;

import dev.gatehold.bench.Latencies;
import dev.gatehold.bench.Machine;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import dev.gatehold.store.postgres.PostgresPlace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What people meet at a server that was started on a filled place: pages, lists, decisions. */
final class Looking {
  private static final String PASSWORD = "for benchmarks alone";
  private static final int TIMES = 5;
  private static final int FAR_PAGE = 1_000;
  private static final int PAGE = 50;

  private final Sample sample;
  private final int decisions;
  private final Figures figures;
  private final Visitor alice;
  private final Visitor bob;
  private final Visitor carol;

  private Looking(GateholdServer server, Sample sample, int decisions, Figures figures)
      throws IOException, InterruptedException {
    this.sample = sample;
    this.decisions = decisions;
    this.figures = figures;
    this.bob = new Visitor(server.baseUri(), "bob").signIn(PASSWORD);
    this.alice = new Visitor(server.baseUri(), "alice").signIn(PASSWORD);
    this.carol = new Visitor(server.baseUri(), "carol").signIn(PASSWORD);
  }

  /**
   * Starts a server, looks at everything, and closes it.
   *
   * @param decisions how many runs to decide, one after the other, the first of the sample
   */
  static void look(Place place, int decisions, Figures figures)
      throws IOException, InterruptedException {
    Path people = place.folder().resolve("people.yaml");
    Files.writeString(people, Crowd.PEOPLE_FILE);
    ServerSettings settings =
        ServerSettings.of(place.data())
            .withPort(0)
            .withPeopleFile(people)
            .withDevPassword(PASSWORD);
    String database = place.database();
    if (database != null) {
      settings = settings.withDatabase(PostgresPlace.of(database));
    }
    long start = System.nanoTime();
    try (GateholdServer server = GateholdServer.start(settings)) {
      figures.say("server answers, ms after its start began", millisSince(start));
      Sample sample = Sample.of(place, 0, decisions);
      new Looking(server, sample, decisions, figures).lookAtEverything();
    }
  }

  private void lookAtEverything() throws IOException, InterruptedException {
    long first = System.nanoTime();
    bob.page("/");
    figures.say("first inbox page of all, ms", millisSince(first));
    figures.say(
        "process start to the first inbox page, ms",
        (double) ManagementFactory.getRuntimeMXBean().getUptime());
    first = System.nanoTime();
    bob.approve(sample.take());
    figures.say("first decision, ms", millisSince(first));
    sayMemory("then");
    decide();
    time("inbox page of bob, whom nearly all ask", () -> bob.page("/"));
    time("inbox page of carol, whom 20 ask", () -> carol.page("/"));
    time("inbox page of alice, who asked for all and may decide none", () -> alice.page("/"));
    pages();
    lists();
    sayMemory("at the end");
  }

  private void decide() throws IOException, InterruptedException {
    Latencies each = new Latencies();
    for (int i = 1; i < decisions; i++) {
      Desk.Paused cold = sample.take();
      long start = System.nanoTime();
      bob.approve(cold);
      each.add(System.nanoTime() - start);
    }
    figures.say(
        "decision over HTTP on a cold run, one caller, p50 / p99 ms",
        Figures.text(each.millis(0.50)) + " / " + Figures.text(each.millis(0.99)));
  }

  /** As somebody who goes on and on would get them. */
  private void pages() throws IOException, InterruptedException {
    String path = "/requests?mine=true&limit=" + PAGE;
    String cursor = "";
    int page = 1;
    for (; page < FAR_PAGE; page++) {
      JsonNode next = bob.get(path + cursor).path("next_cursor");
      if (!next.isString()) {
        break;
      }
      cursor = "&cursor=" + next.asString();
    }
    String last = path + cursor;
    time("API, bob's requests, page 1", () -> bob.get(path));
    time("API, bob's requests, page " + FAR_PAGE + " or the last", () -> bob.get(last));
    figures.say("pages of %d that were read one after the other".formatted(PAGE), page);
  }

  private void lists() throws InterruptedException {
    for (String list :
        List.of(
            "/requests?state=open",
            "/requests?state=closed",
            "/requests?state=overdue",
            "/requests?state=rework",
            "/requests?state=overdue&mine=true",
            "/requests?state=all",
            "/runs",
            "/runs?status=active",
            "/runs?status=completed",
            "/runs?status=failed",
            "/runs?flow=" + Crowd.HURRIED,
            "/runs?flow=" + Crowd.HURRIED + "&status=completed",
            "/runs?flow=" + Crowd.PATIENT + "&status=completed",
            "/runs?flow=" + Crowd.PATIENT + "&status=active",
            "/runs?flow=" + Crowd.RARE + "&status=active",
            "/runs?flow=" + Crowd.RARE)) {
      time("API, " + list, () -> bob.get(list));
    }
  }

  /** What is asked of the server. */
  private interface Asking {
    Object ask() throws IOException, InterruptedException;
  }

  /** The middle one of a few; a list that is not answered is told as such. */
  private void time(String what, Asking asking) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    try {
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        asking.ask();
        millis.add(millisSince(start));
      }
      millis.sort(null);
      figures.say(what + ", ms", millis.get(TIMES / 2));
    } catch (IOException e) {
      figures.say(what + ", ms", "not answered: " + e.getMessage());
    }
  }

  private void sayMemory(String when) throws IOException {
    figures.say("heap in use after a collection, MB, " + when, Machine.liveHeapMegabytes());
    figures.say("resident memory, MB, " + when, Machine.residentMegabytes());
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
