package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.ApiReply;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Sees to it that every decision carries the digest of a subject, taken from what the person has
 * seen or says to have seen.
 */
final class Sight {
  private final Cli cli;
  private final Api api;

  Sight(Cli cli, Api api) {
    this.cli = cli;
    this.api = api;
  }

  /** Requests whose digests the person named, in the same order. */
  static List<Shown> named(List<String> ids, List<String> digests) {
    if (ids.size() != digests.size()) {
      throw new CliException(
          ExitCode.USAGE,
          "usage.invalid",
          "Expected one --digest for each request, in the same order, but found "
              + digests.size()
              + " for "
              + ids.size()
              + ".",
          Next.say("'gatehold request show REQUEST --json' tells the subject of each."));
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new Shown(ids.get(i), digests.get(i)))
        .toList();
  }

  /** Requests as they are now, unseen. */
  List<Shown> unseen(List<String> ids) {
    return ids.stream().map(this::read).map(Sight::shown).toList();
  }

  /** Requests that the person was shown and said yes to. */
  List<Shown> confirmed(List<String> ids, Saying saying) {
    if (!cli.environment().interactive() || cli.json()) {
      throw new CliException(
          ExitCode.USAGE,
          "decision.unconfirmed",
          "Expected --digest with the subject that you have seen, or --yes, but found neither and"
              + " nobody can be asked here.",
          new Next(
              "gatehold request show " + ids.getFirst() + " --json",
              "see the request and its subject"));
    }
    List<ApiReply> replies = ids.stream().map(this::read).toList();
    boolean one = ids.size() == 1;
    for (ApiReply reply : replies) {
      show(reply.body(), one);
      cli.err().line();
    }
    String question = saying.imperative() + (one ? " this?" : " these " + ids.size() + "?");
    if (!cli.confirm(question)) {
      throw new CliException(
          ExitCode.ERROR,
          "decision.unconfirmed",
          "Expected a yes, but got none: nothing was decided.",
          new Next("gatehold request show " + ids.getFirst(), "look at it again"));
    }
    List<Shown> shown = new ArrayList<>();
    replies.forEach(reply -> shown.add(shown(reply)));
    return shown;
  }

  private void show(JsonNode request, boolean whole) {
    RequestText text = new RequestText(cli.err(), request, new EvidenceReader(api), false);
    if (whole) {
      text.print();
    } else {
      text.printBrief();
    }
  }

  private ApiReply read(String id) {
    return api.send(Call.get("requests", id));
  }

  private static Shown shown(ApiReply reply) {
    String tag = reply.tag();
    return new Shown(
        Fields.raw(reply.body(), "id"), tag == null ? Fields.raw(reply.body(), "subject") : tag);
  }
}
