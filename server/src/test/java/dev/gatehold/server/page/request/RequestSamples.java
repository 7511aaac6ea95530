package dev.gatehold.server.page.request;

import dev.gatehold.core.value.Digest;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Gallery;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.evidence.EvidenceReader;
import dev.gatehold.server.page.request.RequestPages.Viewer;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Choice;
import dev.gatehold.server.request.RequestDetail.Consequence;
import dev.gatehold.server.request.RequestDetail.Covered;
import dev.gatehold.server.request.RequestDetail.Decided;
import dev.gatehold.server.request.RequestDetail.Escalated;
import dev.gatehold.server.request.RequestDetail.EvaluationPart;
import dev.gatehold.server.request.RequestDetail.Excluded;
import dev.gatehold.server.request.RequestDetail.Exhibit;
import dev.gatehold.server.request.RequestDetail.FloorAsked;
import dev.gatehold.server.request.RequestDetail.Form;
import dev.gatehold.server.request.RequestDetail.HandedOver;
import dev.gatehold.server.request.RequestDetail.Ignored;
import dev.gatehold.server.request.RequestDetail.OnBehalf;
import dev.gatehold.server.request.RequestDetail.Remark;
import dev.gatehold.server.request.RequestDetail.Requester;
import dev.gatehold.server.request.RequestDetail.ResourceLink;
import dev.gatehold.server.request.RequestDetail.Rung;
import dev.gatehold.server.request.RequestDetail.You;
import dev.gatehold.testkit.MemoryResourceStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Request pages with made-up content: ordinary, closed, refused and hostile. */
public final class RequestSamples {
  private static final String SUBJECT = Digest.of("subject").text();

  static final You ASKED =
      new You(true, null, null, List.of("approve", "reject", "request_changes"), false, null);

  /** Somebody who may not decide, and why. */
  static You refused(String code, String why, String... choices) {
    return new You(false, code, why, List.of(choices), false, null);
  }

  private RequestSamples() {}

  static final Viewer BOB = new Viewer("bob", false, Gallery.NOW);
  private static final Viewer ALICE = new Viewer("alice", true, Gallery.NOW);

  static RequestPages maker() {
    return new RequestPages(new EvidenceReader(new MemoryResourceStore()));
  }

  /** Pages by name. */
  public static Map<String, RequestPage> pages(BiFunction<String, Place, Frame> frames) {
    RequestPages pages = maker();
    Map<String, RequestPage> made = new LinkedHashMap<>();
    Frame frame = frames.apply("Rotate credentials", Place.INBOX);
    RequestDetail open = open(ordinaryEvidence(), ASKED);
    made.put("open", pages.show(frame, open, BOB));
    made.put(
        "refused",
        pages.again(
            frame,
            open,
            BOB,
            Map.of("comment", "Not in the freeze week", "form.window", "2026-11-24T22:00"),
            Notice.refused(
                "Expected a decision on the subject as it is now, but it was made on an older one.",
                "Look at the request again and decide on what it shows now.")));
    made.put(
        "mine",
        pages.show(
            frame,
            open(
                ordinaryEvidence(),
                refused(
                    "decider.excluded",
                    "Expected somebody who may count here, but 'alice' does not: alice requested"
                        + " this. Ask one of the other people who are needed.")),
            ALICE));
    made.put("rework", pages.show(frame, rework(), BOB));
    made.put("handing", pages.show(frame, open, new Viewer("bob", true, Gallery.NOW)));
    made.put("closed", pages.show(frame, closed(), BOB));
    made.put("hostile", pages.show(frame, open(Hostile.evidence(), ASKED), BOB));
    return made;
  }

  /** An open request of which its viewer is told this. */
  static RequestDetail told(You you) {
    return open(List.of(), you);
  }

  /** An open request with this evidence. */
  public static RequestDetail with(List<Exhibit> evidence) {
    return open(evidence, ASKED);
  }

  private static RequestDetail open(List<Exhibit> evidence, You you) {
    return detail("open", null, evidence, you, List.of(carol("approve", true)));
  }

  /** Changes were requested of bob. */
  static RequestDetail rework() {
    return detail(
        "rework",
        null,
        List.of(),
        new You(false, "rework.awaited", "Wait for the next round.", List.of(), true, null),
        List.of());
  }

  static RequestDetail closed() {
    return detail(
        "closed",
        "rejected",
        List.of(),
        refused("request.closed", "Closed."),
        List.of(carol("approve", false), carol("reject", true)));
  }

  private static Decided carol(String verdict, boolean standing) {
    return new Decided(
        "carol",
        "Carol Keeper",
        null,
        List.of(new OnBehalf("dave", List.of("dave", "erin", "carol"))),
        verdict,
        verdict.equals("approve") ? "Approve" : "Reject",
        verdict,
        "Plan read line by line.\nKeys 1 and 2 only.",
        Map.of("window", "2026-11-23T22:00:00Z"),
        List.of("sre", "on-call"),
        List.of("lead"),
        Instant.parse("2026-11-22T18:00:00Z"),
        SUBJECT,
        standing,
        null);
  }

  private static RequestDetail detail(
      String status,
      @Nullable String outcome,
      List<Exhibit> evidence,
      You you,
      List<Decided> decisions) {
    return new RequestDetail(
        "run_1.review",
        "run_1",
        "rotate-credentials",
        "Rotate credentials",
        new ReleaseTag(3, Digest.of("flow").text(), false),
        "review",
        1,
        "Rotate production credentials of payments",
        """
        Planned by **alice** after the [incident of Friday](https://wiki.example/incidents/118).

        - two keys are replaced
        - the old ones stay valid for `24h`
        """,
        status,
        status.equals("rework") ? "bob" : null,
        outcome,
        new Requester("alice", "Alice Adams"),
        Map.of("service", "payments", "risk", 8L),
        inputSchema(),
        Instant.parse("2026-11-22T16:40:00Z"),
        Instant.parse("2026-11-23T16:40:00Z"),
        "expired",
        Instant.parse("2026-11-22T18:40:00Z"),
        outcome == null,
        List.of(
            new Rung("notify", List.of("role:lead"), Instant.parse("2026-11-22T18:40:00Z"), true),
            new Rung(
                "add", List.of("group:managers"), Instant.parse("2026-11-23T08:00:00Z"), false)),
        List.of(),
        outcome == null ? null : Instant.parse("2026-11-22T18:30:00Z"),
        SUBJECT,
        List.of(new Covered("apply", "exec", parameters())),
        List.of(new FloorAsked("production", "Changes to production need two engineers")),
        List.of(new Excluded("alice", "requested this")),
        evaluation(),
        outcome == null
            ? "Two engineers: approved by 1 of 2 (carol); can still be given by bob, dave"
            : "rejected by carol: Plan read line by line.",
        evidence,
        List.of(
            new Choice("approve", "Approve", "approve", false, new Form(form())),
            new Choice("trial", "Approve for a trial", "approve", true, new Form(trial())),
            new Choice("reject", "Reject", "reject", true, new Form(Map.of())),
            new Choice(
                "request_changes", "Request changes", "request_changes", true, new Form(Map.of()))),
        "count:2",
        List.of("service"),
        3,
        decisions,
        List.of(
            new HandedOver(
                "dave",
                "carol",
                "root",
                "Dave is ill",
                Instant.parse("2026-11-24T08:00:00Z"),
                Instant.parse("2026-11-22T17:00:00Z"))),
        List.of(
            new Remark(
                1,
                "carol",
                "Leave the grace period at 24 hours.",
                Map.of(),
                Instant.parse("2026-11-22T17:10:00Z"))),
        List.of(
            new Escalated(
                1,
                1,
                "notify",
                List.of("role:lead"),
                null,
                null,
                Instant.parse("2026-11-22T18:40:00Z"))),
        new Consequence(
            "Approving runs 'apply' (exec), then ends the run as completed.",
            "Rejecting ends the run as rejected."),
        you);
  }

  private static Map<String, @Nullable Object> inputSchema() {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of("service", Map.of("type", "string"), "risk", Map.of("type", "integer")));
  }

  private static Map<String, @Nullable Object> trial() {
    return Map.of(
        "properties", Map.of("until", Map.of("type", "string", "format", "date")),
        "required", List.of("until"));
  }

  private static Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put(
        "command",
        List.of("./rotate", "--service", "payments", "--keys", "pay-1, pay-2", "--grace", "24h"));
    parameters.put("env", Map.of("REGION", "eu-central-1"));
    return parameters;
  }

  private static EvaluationPart evaluation() {
    return new EvaluationPart(
        "open",
        "all",
        "open: every part is needed",
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(
            new EvaluationPart(
                "open",
                "Two engineers",
                "approved by 1 of 2 (carol); can still be given by bob, dave",
                List.of("carol"),
                List.of("bob", "dave"),
                3,
                List.of(new Ignored("alice", "requested this")),
                List.of()),
            new EvaluationPart(
                "not_applicable",
                "Security",
                "does not apply: input.risk >= 9 is false",
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of())));
  }

  private static Map<String, @Nullable Object> form() {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put(
        "window",
        Map.of(
            "type",
            "string",
            "format",
            "date-time",
            "title",
            "Start",
            "description",
            "When the change may begin."));
    properties.put("ticket", Map.of("type", "string", "maxLength", 40L));
    properties.put("severity", Map.of("enum", List.of("low", "high")));
    properties.put(
        "backup_checked", Map.of("type", "boolean", "description", "The restore was tried."));
    return Map.of(
        "type", "object", "properties", properties, "required", List.of("window", "severity"));
  }

  private static List<Exhibit> ordinaryEvidence() {
    return List.of(
        shown("diff", "Plan", true, DIFF),
        shown("log", "Dry run", false, "\u001b[32mok\u001b[0m key pay-1\nok key pay-2\n2 of 2\n"),
        shown("link", "Ticket", false, "https://tickets.example/OPS-4711"),
        shown(
            "table",
            "Keys",
            false,
            List.of(
                Map.of("key", "pay-1", "uses per day", 18_204L),
                Map.of("key", "pay-2", "uses per day", 12L))),
        shown("metrics", "Load", false, Map.of("requests/s", 412L, "errors", "0.02 %")),
        new Exhibit("file", "Report", false, "the file 'report.pdf' was not made", null, null),
        new Exhibit(
            "file",
            "Backup",
            false,
            null,
            null,
            new ResourceLink(Digest.of("x").text(), "backup.tar", "application/x-tar", 8_123_456)));
  }

  static Exhibit shown(String kind, String title, boolean required, Object content) {
    return new Exhibit(kind, title, required, null, content, null);
  }

  private static final String DIFF =
      """
      diff --git a/deploy/payments.yaml b/deploy/payments.yaml
      index 83db48f..bf269f4 100644
      --- a/deploy/payments.yaml
      +++ b/deploy/payments.yaml
      @@ -10,6 +10,7 @@ keys:
         - id: pay-1
      -    issued: 2026-02-01
      +    issued: 2026-11-22
      +    grace: 24h
           owner: payments
         - id: pay-2
           issued: 2026-02-01
      diff --git a/deploy/old.yaml b/deploy/old.yaml
      deleted file mode 100644
      --- a/deploy/old.yaml
      +++ /dev/null
      @@ -1,2 +0,0 @@
      -service: payments
      -keys: []
      """;
}
