package dev.gatehold.server.request;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.server.run.StepKinds;
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

  static List<RequestDetail.Decided> decisions(Round round, Directory directory) {
    return round.decisions().stream()
        .map(each -> decided(each, round.standing().contains(each), directory))
        .toList();
  }

  private static RequestDetail.Decided decided(
      Decision decision, boolean standing, Directory directory) {
    return new RequestDetail.Decided(
        decision.person(),
        directory.nameOf(decision.person()),
        decision.verdict().word(),
        decision.comment(),
        decision.form(),
        List.copyOf(decision.groups()),
        decision.at(),
        decision.subject().text(),
        standing);
  }
}
