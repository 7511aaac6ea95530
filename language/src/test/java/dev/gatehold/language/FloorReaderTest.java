package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Finding;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Floors: the files, and what they ask of flows. */
class FloorReaderTest {
  private static final String PRODUCTION =
      """
      floor: production-changes
      title: Changes to production need two engineers
      binds: { flows: ["deploy-*"], tags: [production], steps: [ssh, exec], hosts: ["*.prod.example.com"] }
      requires:
        all:
          - { label: Two engineers, from: [group:sre], count: 2 }
          - { from: [role:lead], when: input.risk >= 7, about: ["${{ steps.plan.output.diff }}"] }
      """;

  private static Floor floor(String yaml) {
    FloorReading reading = new FloorReader().read("floor.yaml", yaml, BadFilesTest.NAMES);
    assertThat(reading.problems()).extracting(Problem::text).isEmpty();
    return Objects.requireNonNull(reading.floor());
  }

  @Test
  void aFloorHasWhatItBindsAndWhatItRequires() {
    assertThat(floor(PRODUCTION))
        .isEqualTo(
            new Floor(
                "production-changes",
                "Changes to production need two engineers",
                new Floor.Binding(
                    List.of("deploy-*"),
                    List.of("production"),
                    List.of("ssh", "exec"),
                    List.of("*.prod.example.com")),
                new Requires.All(
                    List.of(
                        new Requires.People(
                            "Two engineers",
                            List.of(Template.text("group:sre")),
                            new Quota.Count(2),
                            null,
                            List.of()),
                        new Requires.People(
                            null,
                            List.of(Template.text("role:lead")),
                            new Quota.Count(1),
                            "input.risk >= 7",
                            List.of(new Template.Expression("steps.plan.output.diff")))))));
  }

  @Test
  void whatAFloorDoesNotNameItBindsAll() {
    assertThat(floor("floor: a\ntitle: A\nbinds: { tags: [x] }\nrequires: group:sre").binds())
        .isEqualTo(new Floor.Binding(List.of(), List.of("x"), List.of(), List.of()));
  }

  /** A flow whose only step connects somewhere, checked against the floor of production. */
  private static List<Finding> found(Template host) {
    return found(Map.of("host", host));
  }

  private static List<Finding> found(Map<String, Template> parameters) {
    Step deploy = Step.of("deploy", new Action.Work("ssh", new Template.Mapping(parameters)));
    Flow flow =
        new Flow("deploy-web", "Deploy", Map.of(), List.of(deploy), List.of("production"), null);
    Findings findings = new Findings();
    YamlNode.Fields file =
        Objects.requireNonNull(
            SourceFile.read("steps: [{ id: deploy, exec: {} }]", "flow: a").root());
    StepSite site = StepSite.in(file.get("steps"), null, "").getFirst();
    InputShape input = new InputShape(null);
    FlowCheck.Learned learned =
        new FlowCheck.Learned(
            Map.of("deploy", site), Map.of(), input, Map.of(), new SecretCheck(null, findings));
    FloorReads reads = new FloorReads(new CelAnalyzer(), input, findings);
    new FloorCheck(flow, learned, reads, findings).check(floor(PRODUCTION));
    return findings.inOrder();
  }

  @Test
  void aStepIsBoundByTheHostThatItNames() {
    assertThat(found(Template.text("db1.prod.example.com")))
        .extracting(Finding::code, Finding::weight)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("floor.unmet", Finding.Weight.ERROR));
    assertThat(found(Template.text("db1.test.example.com"))).isEmpty();
  }

  @Test
  void aStepIsBoundByTheNameOfItsConnectionWhateverItsUrlGives() {
    Template url = new Template.Expression("input.url");
    assertThat(found(Map.of("connection", Template.text("db.prod.example.com"), "url", url)))
        .extracting(Finding::code)
        .containsExactly("floor.unmet");
    assertThat(found(Map.of("connection", Template.text("db"), "url", url))).isEmpty();
  }

  @Test
  void aStepWhoseHostDependsOnTheRunMayBeBound() {
    assertThat(found(new Template.Expression("input.host")))
        .extracting(Finding::code, Finding::weight)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("floor.may_be_unmet", Finding.Weight.WARNING));
  }
}
