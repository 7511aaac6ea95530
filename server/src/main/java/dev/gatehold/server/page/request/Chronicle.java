package dev.gatehold.server.page.request;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.request.RequestPage.Clock;
import dev.gatehold.server.page.request.RequestPage.History;
import dev.gatehold.server.page.request.RequestPage.Passed;
import dev.gatehold.server.page.request.RequestPage.Remark;
import dev.gatehold.server.page.request.RequestPage.Rung;
import dev.gatehold.server.page.request.RequestPage.Voice;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Decided;
import dev.gatehold.server.request.RequestDetail.HandedOver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what happened to a request, who said what, and what time will bring. */
final class Chronicle {
  private Chronicle() {}

  static Clock clock(RequestDetail request, Instant now) {
    boolean over = request.closed();
    return new Clock(
        Moment.of(request.openedAt(), now),
        over ? null : moment(request.expiresAt(), now),
        over ? null : moment(request.dueAt(), now),
        request.overdue(),
        moment(request.decidedAt(), now),
        request.ladder().stream().map(each -> rung(each, now)).toList());
  }

  private static @Nullable Moment moment(@Nullable Instant at, Instant now) {
    return at == null ? null : Moment.of(at, now);
  }

  private static Rung rung(RequestDetail.Rung rung, Instant now) {
    return new Rung(
        comesIn(rung.mode(), rung.to()),
        rung.climbed() ? null : moment(rung.at(), now),
        rung.climbed());
  }

  private static String comesIn(String mode, List<String> to) {
    String who = VisibleText.line(String.join(", ", to));
    return switch (mode) {
      case "replace" -> who + " decides instead";
      case "notify" -> who + " is told";
      default -> who + " may decide too";
    };
  }

  static History history(RequestDetail request, Instant now) {
    return new History(
        request.feedback().stream()
            .map(each ->
                new Remark(
                    each.round(),
                    VisibleText.line(each.person()),
                    said(each.comment()),
                    Shape.factsOf(each.form()),
                    Moment.of(each.at(), now)))
            .toList(),
        request.handovers().stream()
            .map(each -> new Passed(handedOver(each, now), Moment.of(each.at(), now)))
            .toList(),
        request.escalations().stream()
            .map(each ->
                new Passed(
                    (each.by() == null ? "escalated by time" : "escalated by " + each.by())
                        + ": "
                        + comesIn(each.mode(), each.to())
                        + (each.comment() == null ? "" : " (“" + line(each.comment()) + "”)"),
                    Moment.of(each.at(), now)))
            .toList());
  }

  private static String handedOver(HandedOver handed, Instant now) {
    if (handed.from().equals(handed.to())) {
      return handed.from() + " took it back";
    }
    Instant until = handed.until();
    return handed.from()
        + " → "
        + handed.to()
        + (handed.by().equals(handed.from()) ? "" : ", arranged by " + handed.by())
        + (until == null ? "" : ", until " + Moment.of(until, now).exact())
        + (handed.reason() == null || handed.reason().isBlank()
            ? ""
            : ": " + line(handed.reason()));
  }

  private static String line(String text) {
    return VisibleText.line(text);
  }

  private static @Nullable String said(@Nullable String comment) {
    return comment == null || comment.isBlank() ? null : VisibleText.of(comment);
  }

  static Voice voice(Decided decided, Instant now) {
    return new Voice(
        line(decided.name()),
        decided.person(),
        Badge.ofDecision(decided.verdict(), line(decided.title())),
        said(decided.comment()),
        Shape.factsOf(decided.form()),
        capacity(decided),
        Moment.of(decided.at(), now),
        fate(decided),
        decided.standing());
  }

  private static List<String> capacity(Decided decided) {
    List<String> as = new ArrayList<>();
    if (!decided.groups().isEmpty()) {
      as.add("as member of " + String.join(", ", decided.groups()));
    }
    if (!decided.roles().isEmpty()) {
      as.add("as " + String.join(", ", decided.roles()));
    }
    decided
        .onBehalfOf()
        .forEach(right ->
            as.add(
                right.chain().size() > 2
                    ? "for " + right.person() + ", by way of " + between(right.chain())
                    : "for " + right.person()));
    if (decided.account() != null) {
      as.add("signed in as " + decided.account());
    }
    return as;
  }

  private static String between(List<String> chain) {
    return String.join(", ", chain.subList(1, chain.size() - 1));
  }

  private static @Nullable String fate(Decided decided) {
    if (!decided.standing()) {
      return "replaced by a later decision";
    }
    return decided.keptFromRound() == null ? null : "said in round " + decided.keptFromRound();
  }
}
