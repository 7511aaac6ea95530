package dev.gatehold.cli.task;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.output.CliException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The signs of life of one task. For one thread. */
final class Pulse {
  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(1);

  private final Api api;
  private final Claimed task;
  private long sent = System.nanoTime();
  private long heard = sent;
  private @Nullable Said told;

  Pulse(Api api, Claimed task) {
    this.api = api;
    this.task = task;
  }

  /**
   * Sends a sign of life when one is due; says whether the task is still this worker's and wanted.
   * While the server does not answer it is, for as long as the lease lasts: after that somebody
   * else may have begun.
   */
  boolean beats(@Nullable Said news) {
    long now = System.nanoTime();
    boolean silent = now - sent >= task.leaseFor().dividedBy(3).toNanos();
    boolean hasNews = news != null && !news.equals(told) && now - sent >= BETWEEN_NEWS.toNanos();
    if (!silent && !hasNews) {
      return true;
    }
    sent = now;
    try {
      JsonNode answer = api.send(task.post("heartbeat", body(news))).body();
      heard = now;
      told = news;
      return !answer.path("stop").asBoolean();
    } catch (CliException refused) {
      return !refused.code().equals("lease.lost") && now - heard < task.leaseFor().toNanos();
    }
  }

  private ObjectNode body(@Nullable Said news) {
    ObjectNode body = task.body();
    if (news != null) {
      body.put("progress", news.share());
      if (!news.message().isBlank()) {
        body.put("message", news.message());
      }
    }
    return body;
  }
}
