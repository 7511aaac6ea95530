package dev.gatehold.server.page;

import dev.gatehold.core.value.Digest;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.page.Frame.Csrf;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frame.Viewer;
import dev.gatehold.server.page.flow.FlowsPage;
import dev.gatehold.server.page.inbox.BatchPage;
import dev.gatehold.server.page.inbox.InboxPage;
import dev.gatehold.server.page.request.RequestSamples;
import dev.gatehold.server.page.run.RunPage;
import dev.gatehold.server.page.run.RunsPage;
import dev.gatehold.server.page.setup.SetupPage;
import dev.gatehold.server.page.signin.SignInPage;
import dev.gatehold.server.run.RunDetail;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every page with made-up content, ordinary and hostile, as HTML by name. */
public final class Gallery {
  public static final Instant NOW = Instant.parse("2026-11-22T19:10:00Z");
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);
  private static final Csrf CSRF = new Csrf("_csrf", "csrf-token");
  private static final Viewer BOB = new Viewer("bob", "Bob Builder", 2);

  private Gallery() {}

  public static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("inbox", render("inbox/page", inbox()));
    pages.put(
        "inbox-empty",
        render(
            "inbox/page",
            new InboxPage(frame("Inbox", Place.INBOX), List.of(), List.of(), List.of(), false)));
    RequestSamples.pages(Gallery::frame)
        .forEach((name, page) -> pages.put("request-" + name, render("request/page", page)));
    pages.put("batch", render("inbox/batch", batch()));
    pages.put("runs", render("run/list", runs()));
    pages.put("run", render("run/page", run()));
    pages.put("flows", render("flow/list", flows()));
    pages.put("sign-in", render("signin/page", signIn()));
    pages.put("setup", render("setup/page", setup()));
    pages.put(
        "problem",
        render(
            "problem/page",
            new ProblemPage(
                frame("No such page", Place.ELSEWHERE),
                "There is no such page",
                "Expected a request 'run_1.gate', but there is none.",
                "Look for it in the inbox.")));
    return pages;
  }

  public static String render(String template, Object page) {
    StringOutput out = new StringOutput();
    TEMPLATES.render(template + ".jte", Map.of("page", page), out);
    return out.toString();
  }

  static Frame frame(String title, Place place) {
    return new Frame(title, place, BOB, CSRF);
  }

  private static Moment at(String instant) {
    return Moment.of(Instant.parse(instant), NOW);
  }

  private static InboxPage inbox() {
    InboxPage.Row deploy =
        new InboxPage.Row(
            "run_1.review",
            "sha256:" + "0".repeat(64),
            true,
            "Rotate production credentials of payments",
            "rotate-credentials",
            "alice",
            Badge.of("open"),
            "Two engineers: approved by 1 of 2 (carol); can still be given by bob, dave",
            at("2026-11-22T16:40:00Z"),
            at("2026-11-22T18:40:00Z"),
            true,
            at("2026-11-23T16:40:00Z"),
            null);
    InboxPage.Row change =
        new InboxPage.Row(
            "run_2.review",
            "sha256:" + "0".repeat(64),
            true,
            "Apply “raise the retry limit” to gatehold/engine",
            "code-change",
            "release-bot",
            Badge.of("open"),
            "group:engineers: approved by 0 of 1; can still be given by alice, bob",
            at("2026-11-22T19:04:00Z"),
            null,
            false,
            null,
            null);
    InboxPage.Row other =
        new InboxPage.Row(
            "run_3.finance",
            "sha256:" + "0".repeat(64),
            true,
            "Pay invoice 2026-1182 (12,400 EUR) to Nordwind Logistik GmbH",
            "payment",
            "erin",
            Badge.of("open"),
            "Finance: approved by 0 of 1; can still be given by frank",
            at("2026-11-21T09:00:00Z"),
            null,
            false,
            at("2026-11-24T09:00:00Z"),
            null);
    InboxPage.Row approved =
        new InboxPage.Row(
            "run_4.review",
            "sha256:" + "0".repeat(64),
            true,
            "Deploy web 4.1 to production",
            "deploy",
            "alice",
            Badge.of("approved"),
            "Approved by bob, carol",
            at("2026-11-20T08:00:00Z"),
            null,
            false,
            null,
            at("2026-11-20T08:12:00Z"));
    InboxPage.Row expired =
        new InboxPage.Row(
            "run_5.review",
            "sha256:" + "0".repeat(64),
            true,
            "Delete the staging database, which nobody has used since the move to the new cluster",
            "cleanup",
            "dave",
            Badge.of("expired"),
            "Expired: not enough people decided in time",
            at("2026-11-18T08:00:00Z"),
            null,
            false,
            null,
            at("2026-11-19T08:00:00Z"));
    return new InboxPage(
        frame("Inbox", Place.INBOX),
        List.of(deploy, change),
        List.of(other),
        List.of(approved, expired),
        true);
  }

  private static BatchPage batch() {
    String subject = Digest.of("subject").text();
    return new BatchPage(
        frame("Approve several", Place.INBOX),
        "approve",
        "Approve",
        "read both plans",
        false,
        List.of(
            new BatchPage.Line(
                "run_1.review",
                subject,
                "Rotate production credentials of payments",
                "Approving runs 'apply' (exec), then ends the run as completed.",
                null),
            new BatchPage.Line(
                "run_2.review",
                subject,
                "Apply “raise the retry limit” to gatehold/engine",
                "",
                "Expected form values that fit. Correct the values and decide again.")),
        null);
  }

  private static RunsPage runs() {
    return new RunsPage(
        frame("Runs", Place.RUNS),
        List.of(
            new RunsPage.Row(
                "run_01jd3k2m8c0000000000000001",
                "rotate-credentials@3",
                "alice",
                Badge.of("active"),
                "Waits for people at review",
                at("2026-11-22T16:40:00Z"),
                null),
            new RunsPage.Row(
                "run_01jd3k2m8c0000000000000002",
                "deploy@draft",
                "release-bot",
                Badge.of("failed"),
                "Step 'apply' failed: exit code 2",
                at("2026-11-21T16:40:00Z"),
                at("2026-11-21T16:44:00Z"))),
        "runs of flow rotate-credentials",
        "/runs?cursor=abc");
  }

  private static RunPage run() {
    RunDetail detail =
        new RunDetail(
            "run_01jd3k2m8c0000000000000001",
            "rotate-credentials",
            "Rotate credentials",
            new ReleaseTag(3, Digest.of("flow").text(), false),
            "active",
            "Waits for people at review",
            new RunDetail.Requester("alice", "person", null),
            Map.of(),
            NOW,
            null,
            null,
            7,
            Digest.of("head").hex(),
            null,
            new RunDetail.Parent("run_01jd3k2m8c0000000000000000", "credentials"),
            Map.of("keys", 2L),
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    return new RunPage(
        frame("Rotate credentials", Place.RUNS),
        detail,
        "Rotate credentials",
        "rotate-credentials@3",
        Badge.of("active"),
        "Waits for people at review",
        "alice",
        at("2026-11-22T16:40:00Z"),
        null,
        Shape.factsOf(Map.of("service", "payments", "risk", 8L)),
        Shape.factsOf(Map.of("keys", 2L)),
        "Paused by bob: a look at the logs",
        null,
        List.of(
            new RunPage.Incident(
                "review",
                "Expected people who can approve, but only alice is left.",
                "Add people to group:sre."),
            new RunPage.Incident(
                null,
                "The connector 'exec' did not answer three times; the step is set aside.",
                "Look at the log of the server.")),
        List.of(
            step("plan", "exec", null, null, "completed", null),
            step("review", "approval", null, null, "awaiting_approval", "run_1.review"),
            step("apply", "exec", "deep1", "when approved", "pending", null),
            step("tell", "exec", "deep1", "when rejected", "failed", null),
            step("announce", "call", null, null, "working", null),
            step("rollout", "foreach", null, null, "running", null),
            step("deploy@2", "exec", "deep1", "in lap 2", "stuck", null),
            step("route", "switch", null, null, "branched", null)));
  }

  private static RunPage.Step step(
      String id,
      String kind,
      @Nullable String indent,
      @Nullable String branch,
      String status,
      @Nullable String request) {
    boolean done = status.equals("completed");
    boolean failed = status.equals("failed");
    return new RunPage.Step(
        id,
        kind,
        indent,
        branch,
        Badge.of(status),
        failed ? 3 : null,
        done ? Shape.factsOf(Map.of("stdout", "planned\n2 keys", "exit_code", 0L)) : null,
        failed ? "exec.exit: Expected exit code 0, but the process ended with 2." : null,
        request == null ? null : at("2026-11-23T16:40:00Z"),
        "expires",
        request,
        kind.equals("call") ? "run_01jd3k2m8c0000000000000002" : null,
        status.equals("branched") ? "case-1" : null,
        status.equals("running") ? "1 of 3 laps done" : null,
        done ? "1m12s" : null);
  }

  private static FlowsPage flows() {
    return new FlowsPage(
        frame("Flows", Place.FLOWS),
        List.of(
            new FlowsPage.Row(
                "rotate-credentials",
                3,
                4,
                at("2026-11-22T18:40:00Z"),
                List.of(
                    new FlowsPage.Release(
                        4,
                        "1f00ba5e1f00",
                        "alice",
                        "Two engineers",
                        at("2026-11-22T10:00:00Z"),
                        false),
                    new FlowsPage.Release(
                        3, "2f00ba5e1f00", "alice", "First", at("2026-11-20T10:00:00Z"), true))),
            new FlowsPage.Row("cleanup", 0, 0, at("2026-11-22T18:40:00Z"), List.of())));
  }

  private static SignInPage signIn() {
    return new SignInPage(
        new Frame("Sign in", Place.ELSEWHERE, null, CSRF),
        Notice.refused("The user name and password do not fit.", "Check both and try again."),
        new SignInPage.Example(
            List.of(
                new SignInPage.Person("alice", "Alice Example", "sre"),
                new SignInPage.Person("frank", "Frank Example", "finance, managers")),
            "gatehold"));
  }

  private static SetupPage setup() {
    return new SetupPage(
        new Frame("Welcome", Place.ELSEWHERE, null, CSRF), null, "token", true, "ada", "Ada");
  }
}
