package dev.gatehold.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gatehold.server.Visits.button;
import static dev.gatehold.server.Visits.picture;
import static dev.gatehold.server.Visits.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What can be said beyond yes and no, in a real browser, without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesInBrowserTest {
  private TestServer server;
  private Visits visits;

  @BeforeAll
  void start(@TempDir Path folder) {
    visits = new Visits();
    server = TestServer.inMemory(folder);
    server.publish("alice", "deal");
  }

  @AfterAll
  void stop() {
    if (visits != null) {
      visits.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void nothingUnwantedHappened() {
    visits.assertNothingUnwanted();
  }

  private String open(String customer) {
    return server.run("alice", "deal", Map.of("customer", customer, "discount", 20)) + ".review";
  }

  private JsonNode shown(String request) {
    return server.as("root", "GET", "/requests/" + request).send().ok(200);
  }

  private void as(String person, String path, Visits.Visit visit) {
    visits.visit(
        server,
        false,
        1100,
        page -> {
          page.navigate(path);
          signIn(page, person);
          visit.by(page);
        });
  }

  private static void notice(Page page, String text) {
    assertThat(page.locator("#notice")).containsText(text);
  }

  @Test
  void aWordOfTheFlowsOwnHasAFormOfItsOwn() {
    String request = open("Nord");
    as(
        "bob",
        "/requests/" + request,
        page -> {
          page.getByText("Approve for a trial …").click();
          page.getByLabel("Ends on").fill("2027-01-31");
          picture(page, "live-trial");
          page.locator("#say1-comment").fill("see how it goes");
          button(page, "Approve for a trial").click();

          notice(page, "Your decision is recorded: Approve for a trial.");
          assertThat(page.locator(".headline .badge")).containsText("trial");
        });
    assertThat(shown(request).at("/outcome").asString()).isEqualTo("trial");
    assertThat(shown(request).at("/decisions/0/form/until").asString()).isEqualTo("2027-01-31");
  }

  @Test
  void changesAreRequestedResubmittedAndApproved() {
    String request = open("Sued");
    as(
        "bob",
        "/requests/" + request,
        page -> {
          button(page, "Request changes").click();
          notice(page, "Expected a comment with 'request_changes'");
          page.locator("#comment").fill("20 is too much");
          button(page, "Request changes").click();
          notice(page, "Your decision is recorded: Request changes.");
          assertThat(page.locator(".headline .badge")).containsText("changes requested");
        });
    as(
        "alice",
        "/",
        page -> {
          page.getByText("Close with Sued at 20 percent").click();
          assertThat(page.getByText("20 is too much").first()).isVisible();
          picture(page, "live-rework");
          page.getByLabel("Discount in percent").fill("10");
          page.locator("#comment").fill("ten now");
          button(page, "Resubmit").click();
          notice(page, "You resubmitted it.");
        });
    as(
        "bob",
        "/requests/" + request,
        page -> {
          assertThat(page.locator("#evidence-1")).hasText("Changed since the round before");
          assertThat(page.locator(".meta").first()).containsText("Round 2 of at most 3");
          picture(page, "live-round-2");
          button(page, "Approve").first().click();
          notice(page, "Your approval is recorded.");
        });
    assertThat(shown(request).at("/outcome").asString()).isEqualTo("approved");
    assertThat(shown(request).at("/input/discount").asInt()).isEqualTo(10);
  }

  @Test
  void anApproverChangesWhatTheFlowLetsThem() {
    String request = open("West");
    as(
        "bob",
        "/requests/" + request,
        page -> {
          assertThat(page.getByLabel("Discount in percent").first()).hasValue("20");
          page.getByLabel("Discount in percent").first().fill("7");
          button(page, "Approve").first().click();
          notice(page, "Your approval is recorded.");
        });
    assertThat(shown(request).at("/input/discount").asInt()).isEqualTo(7);
    assertThat(shown(request).at("/outcome").asString()).isEqualTo("approved");
    assertThat(shown(request).at("/round").asInt()).isEqualTo(2);
  }

  @Test
  void anApprovalWithoutAChangeBeginsNoRound() {
    String request = open("Ost");
    as("bob", "/requests/" + request, page -> button(page, "Approve").first().click());

    assertThat(shown(request).at("/round").asInt()).isEqualTo(1);
    assertThat(shown(request).at("/outcome").asString()).isEqualTo("approved");
  }

  @Test
  void severalAreDecidedAfterALookAtEach() {
    List<String> requests = List.of(open("Eins"), open("Zwei"), open("Drei"));
    as(
        "carol",
        "/",
        page -> {
          page.getByLabel("Pick Close with Eins at 20 percent").check();
          page.getByLabel("Pick Close with Zwei at 20 percent").check();
          picture(page, "live-inbox");
          button(page, "Check approving").click();
          assertThat(page.getByText("Close with Eins at 20 percent")).isVisible();
          assertThat(page.getByText("Close with Drei at 20 percent")).hasCount(0);
          assertThat(page.locator("code").first())
              .hasText(server.subjectOf(requests.get(0)).substring(7, 19));
          assertThat(shown(requests.get(0)).at("/status").asString()).isEqualTo("open");
          picture(page, "live-batch");

          button(page, "Approve 2").click();
          notice(page, "2 decisions are recorded.");
        });
    assertThat(requests.stream().map(each -> shown(each).at("/status").asString()))
        .containsExactly("closed", "closed", "open");
  }

  @Test
  void aRequestIsHandedOver() {
    String request = open("Hand");
    as(
        "bob",
        "/requests/" + request,
        page -> {
          page.locator("summary", new Page.LocatorOptions().setHasText("Hand over")).click();
          page.getByLabel("To user name").fill("erin");
          page.getByLabel("Reason").fill("at the dentist");
          button(page, "Hand over").click();
          notice(page, "It is handed to erin.");
          assertThat(page.getByText("bob → erin: at the dentist")).isVisible();
        });
    as(
        "erin",
        "/requests/" + request,
        page -> {
          button(page, "Approve").first().click();
          notice(page, "Your approval is recorded.");
          assertThat(page.getByText("for bob")).isVisible();
        });
  }
}
