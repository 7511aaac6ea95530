package dev.gatehold.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever people agree to is in the digest. */
class SubjectTest {
  private static final People SRE = people("group:sre", 2, null);
  private static final People DAN = people("user:dan", 1, null);
  private static final Evidence PLAN = new Evidence("diff", "Plan", "-a", true, null);

  @Test
  void every_part_changes_the_digest() {
    List<Subject> different =
        List.of(
            subject("run-1", 1, "4.2", "Release", SRE, PLAN, Outcome.EXPIRED, "4.2"),
            subject("run-2", 1, "4.2", "Release", SRE, PLAN, Outcome.EXPIRED, "4.2"),
            subject("run-1", 2, "4.2", "Release", SRE, PLAN, Outcome.EXPIRED, "4.2"),
            subject("run-1", 1, "4.3", "Release", SRE, PLAN, Outcome.EXPIRED, "4.2"),
            subject("run-1", 1, "4.2", "Release it", SRE, PLAN, Outcome.EXPIRED, "4.2"),
            subject("run-1", 1, "4.2", "Release", SRE, PLAN, Outcome.APPROVED, "4.2"),
            subject("run-1", 1, "4.2", "Release", SRE, PLAN, Outcome.EXPIRED, "6.6.6"),
            withRequirement(DAN),
            withRequirement(people("group:sre", 1, null)),
            withRequirement(people("group:sre", 2, "'false' is false")),
            withRequirement(new All(List.of(SRE, DAN))),
            withRequirement(new Any(List.of(SRE, DAN))),
            withRequirement(new Stages(List.of(SRE, DAN))),
            withRequirement(new Stages(List.of(DAN, SRE))),
            withEvidence(new Evidence("log", "Plan", "-a", true, null)),
            withEvidence(new Evidence("diff", "Other", "-a", true, null)),
            withEvidence(new Evidence("diff", "Plan", "-b", true, null)),
            withEvidence(new Evidence("diff", "Plan", null, true, "it was lost")));
    assertThat(different.stream().map(Subject::digest)).doesNotHaveDuplicates();
  }

  @Test
  void anyone_can_recompute_it_from_what_is_shown() {
    Subject subject = withRequirement(SRE);
    assertThat(subject.digest()).isEqualTo(Digest.of(Json.canonical(subject.content())));
    assertThat(Json.canonical(subject.content()))
        .isEqualTo(
            Stream.of(
                    "{'choices':[{'as':'approve','form':'" + Digest.of("{}") + "',",
                    "'word':'approve'}],'covered':{'apply':{'version':'4.2'}},",
                    "'evidence':[{'content':'" + Digest.of("\"-a\"") + "','kind':'diff',",
                    "'title':'Plan'}],'excluded':['alice','bob'],'floors':[],",
                    "'input':'" + Digest.of("{\"version\":\"4.2\"}") + "',",
                    "'ladder':[],'modify':[],'rejects':'any','release':{'number':3},",
                    "'requirement':{'about':null,'applies':true,'count':2,'from':['group:sre']},",
                    "'round':1,'run':'run-1','silence':'expired','step':'review',",
                    "'summary':'" + Digest.of("Read *this*") + "','title':'Release'}")
                .reduce("", String::concat)
                .replace('\'', '"'));
  }

  private static Subject withRequirement(Requirement requirement) {
    return subject("run-1", 1, "4.2", "Release", requirement, PLAN, Outcome.EXPIRED, "4.2");
  }

  private static Subject withEvidence(Evidence evidence) {
    return subject("run-1", 1, "4.2", "Release", SRE, evidence, Outcome.EXPIRED, "4.2");
  }

  private static People people(String from, int count, @Nullable String na) {
    return new People(null, List.of(Source.parse(from)), List.of(), count, null, na, null);
  }

  private static Subject subject(
      String run,
      int round,
      String input,
      String title,
      Requirement requirement,
      Evidence evidence,
      Outcome silence,
      String covered) {
    return Subject.of(
        new Subject.Parts(
            run,
            "review",
            round,
            Map.of("number", 3L),
            Map.of("version", input),
            title,
            "Read *this*",
            requirement,
            List.of(),
            Set.of("bob", "alice"),
            List.of(evidence),
            List.of(Choice.of(Verdict.APPROVE, false)),
            Rejects.ANY,
            List.of(),
            Ladder.NONE,
            new Request.Deadline(Cast.START, silence)),
        Map.of("apply", Map.of("version", covered)),
        Map.of());
  }
}
