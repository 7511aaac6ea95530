package dev.gatehold.server.request;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.server.run.StepKinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates the parts of a {@link RequestDetail} from the core's words. */
final class RequestDetails {
  private RequestDetails() {}

  /** The covered steps with what was agreed for each, in the order of the gate. */
  static List<RequestDetail.Covered> covers(Flow flow, Step gate, Request request) {
    if (!(gate.action() instanceof Action.Approval(var declared))) {
      return List.of();
    }
    return declared.covers().stream()
        .map(id ->
            new RequestDetail.Covered(
                id, connector(flow, id), object(request.subject().coveredParameters(id))))
        .toList();
  }

  /** How often the gate may ask in all; null where changes cannot be requested. */
  static @Nullable Integer rounds(Step gate) {
    return gate.action() instanceof Action.Approval(var declared) && declared.rework() != null
        ? (Integer) declared.rework().rounds()
        : null;
  }

  private static String connector(Flow flow, String step) {
    return flow.everyStep().stream()
        .filter(each -> each.id().equals(step))
        .findFirst()
        .map(each -> StepKinds.of(each.action()))
        .orElse("unknown");
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> object.put(String.valueOf(key), each));
    }
    return object;
  }

  static RequestDetail.EvaluationPart evaluation(Evaluation part) {
    return new RequestDetail.EvaluationPart(
        part.status().name().toLowerCase(Locale.ROOT),
        part.rule(),
        part.sentence(),
        part.counted(),
        part.candidates(),
        part.moreCandidates(),
        part.ignored().stream()
            .map(each -> new RequestDetail.Ignored(each.person(), each.why()))
            .toList(),
        part.parts().stream().map(RequestDetails::evaluation).toList());
  }

  static RequestDetail.Exhibit exhibit(Evidence evidence) {
    Optional<Resource> resource = Resource.fromJson(evidence.content());
    return new RequestDetail.Exhibit(
        evidence.kind(),
        evidence.title(),
        evidence.required(),
        evidence.missing(),
        resource.isPresent() ? null : evidence.content(),
        resource.map(RequestDetails::link).orElse(null));
  }

  private static RequestDetail.ResourceLink link(Resource resource) {
    return new RequestDetail.ResourceLink(
        resource.digest().text(), resource.name(), resource.mediaType(), resource.size());
  }

  static RequestDetail.Choice choice(Choice choice) {
    return new RequestDetail.Choice(
        choice.word(),
        choice.title(),
        choice.as().word(),
        choice.commentRequired(),
        new RequestDetail.Form(choice.form()));
  }

  /** The rungs in order; one counts as climbed when this round climbed it. */
  static List<RequestDetail.Rung> ladder(Request request, List<ApprovalEscalated> climbs) {
    List<RequestDetail.Rung> rungs = new ArrayList<>();
    for (Ladder.Rung rung : request.ladder().rungs()) {
      int number = rungs.size();
      Instant at =
          request.ladder().marks().stream()
              .filter(mark -> mark.rung() == number)
              .map(Ladder.Mark::at)
              .findFirst()
              .orElse(null);
      boolean climbed =
          climbs.stream()
              .anyMatch(each -> each.round() == request.round() && each.rung() == number);
      rungs.add(new RequestDetail.Rung(rung.mode().word(), texts(rung.to()), at, climbed));
    }
    return rungs;
  }

  static List<Instant> reminders(Request request) {
    return request.ladder().marks().stream()
        .filter(mark -> mark.kind() == Ladder.Mark.Kind.REMIND)
        .map(Ladder.Mark::at)
        .toList();
  }

  static RequestDetail.Escalated escalated(ApprovalEscalated climb) {
    Decision decision = climb.decision();
    return new RequestDetail.Escalated(
        climb.round(),
        climb.rung() + 1,
        climb.mode().word(),
        texts(climb.to()),
        decision == null ? null : decision.person(),
        decision == null ? null : decision.comment(),
        climb.at());
  }

  private static List<String> texts(List<Source> sources) {
    return sources.stream().map(Source::text).toList();
  }

  static List<RequestDetail.Excluded> exclusions(Request request) {
    return request.excluded().entrySet().stream()
        .map(each -> new RequestDetail.Excluded(each.getKey(), each.getValue().why()))
        .toList();
  }

  static List<RequestDetail.HandedOver> handovers(Round round) {
    return round.dossier().handovers().stream()
        .map(each ->
            new RequestDetail.HandedOver(
                each.from(), each.to(), each.by(), each.reason(), each.until(), each.at()))
        .toList();
  }

  static List<RequestDetail.Remark> feedback(Round round) {
    return round.dossier().feedback().stream()
        .map(each ->
            new RequestDetail.Remark(
                each.round(), each.person(), each.comment(), each.form(), each.at()))
        .toList();
  }

  static List<RequestDetail.Decided> decisions(Round round, Directory directory) {
    return round.decisions().stream().map(each -> decided(each, round, directory)).toList();
  }

  private static RequestDetail.Decided decided(
      Decision decision, Round round, Directory directory) {
    Decision.Kept kept = decision.kept();
    return new RequestDetail.Decided(
        decision.person(),
        directory.nameOf(decision.person()),
        decision.account(),
        decision.standIns().stream()
            .filter(each -> matters(each, round.request()))
            .map(each -> new RequestDetail.OnBehalf(each.person(), each.chain()))
            .toList(),
        decision.choice(),
        round.request().choice(decision.choice()).map(Choice::title).orElse(decision.choice()),
        decision.verdict().word(),
        decision.comment(),
        decision.form(),
        List.copyOf(decision.membership().groups()),
        List.copyOf(decision.membership().roles()),
        decision.at(),
        decision.subject().text(),
        round.standing().contains(decision),
        kept == null ? null : (Integer) kept.round());
  }

  /** Whether the request asks the one whose right it is. */
  private static boolean matters(StandIn right, Request request) {
    List<Requirement.People> leaves =
        request.leaves().filter(leaf -> leaf.notApplicable() == null).toList();
    return Eligibility.admits(leaves, right.person(), right.membership(), List.of());
  }
}
