package dev.gatehold.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gatehold.server.Visits.button;
import static dev.gatehold.server.Visits.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehold.server.page.request.Hostile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What approvers do, in a real browser against a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {
  private TestServer server;
  private Visits visits;

  @BeforeAll
  void start(@TempDir Path folder) {
    visits = new Visits();
    server = TestServer.inMemory(TestServer.settings(folder).withExec(true));
    server.publish("alice", "change");
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

  private void visit(boolean scripts, int width, Visits.Visit visit) {
    visits.visit(server, scripts, width, visit);
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator notice(Page page) {
    return page.locator("#notice");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anApproverFindsReadsAndApproves(boolean scripts) {
    String title = "raise the limit, scripts " + (scripts ? "on" : "off");
    String request = Changes.open(server, title, "fine");
    visit(
        scripts,
        1100,
        page -> {
          page.navigate("/");
          signIn(page, "bob");
          assertThat(page).hasTitle("Inbox · Gatehold");
          link(page, title).click();

          assertThat(page.locator("h1")).hasText("Apply “" + title + "”");
          assertThat(page.locator(".action")).containsText("printf");
          assertThat(page.locator(".diff .added")).containsText("+  attempts: 5");
          assertThat(page.locator(":focus")).hasCount(0);

          page.getByLabel("Start").fill("2026-11-24T22:00");
          page.getByLabel("Severity").selectOption("high");
          page.getByLabel("Comment").fill("read line by line");
          button(page, "Approve").click();

          assertThat(notice(page)).containsText("Your approval is recorded.");
          assertThat(page.locator(".headline .badge")).containsText("approved");
          assertThat(page.locator(".headline")).containsText("by bob");
          assertThat(button(page, "Approve")).hasCount(0);
          page.reload();
          assertThat(notice(page)).hasCount(0);
        });
    assertThat(Changes.whenOver(server, request).at("/status").asString()).isEqualTo("completed");
  }

  @Test
  void aLinkToARequestLeadsThereAfterSigningIn() {
    String request = Changes.open(server, "linked", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "bob");

          assertThat(page.locator("h1")).hasText("Apply “linked”");
        });
  }

  @Test
  void rejectingNeedsACommentAndKeepsWhatWasTyped() {
    String request = Changes.open(server, "to reject", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "bob");
          page.getByLabel("Start").fill("2026-11-24T22:00");
          button(page, "Reject").click();

          assertThat(notice(page)).containsText("Say why in a comment.");
          assertThat(page.getByLabel("Start")).hasValue("2026-11-24T22:00");

          page.getByLabel("Comment").fill("not in the freeze week");
          button(page, "Reject").click();

          assertThat(notice(page)).containsText("Your rejection is recorded.");
          assertThat(page.locator(".headline")).containsText("not in the freeze week");
        });
  }

  @Test
  void aPageThatIsTooOldSaysSoAndKeepsWhatWasTyped() {
    String request = Changes.open(server, "stale", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "bob");
          page.getByLabel("Start").fill("2026-11-24T22:00");
          page.getByLabel("Severity").selectOption("low");
          page.getByLabel("Comment").fill("read line by line");
          page.evaluate(
              "document.querySelector('[name=subject]').value = 'sha256:" + "0".repeat(64) + "'");
          button(page, "Approve").click();

          assertThat(notice(page)).containsText("Expected a decision on the subject as it is now");
          assertThat(page.getByLabel("Comment")).hasValue("read line by line");
          assertThat(page.getByLabel("Start")).hasValue("2026-11-24T22:00");
          assertThat(page.locator("select option:checked")).hasText("low");

          button(page, "Approve").click();
          assertThat(notice(page)).containsText("Your approval is recorded.");
        });
  }

  @Test
  void enterInAFieldDecidesNothing() {
    String request = Changes.open(server, "enter", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "bob");
          page.getByLabel("Severity").selectOption("low");
          page.getByLabel("Start").fill("2026-11-24T22:00");
          page.getByLabel("Start").press("Enter");

          assertThat(notice(page)).containsText("none was chosen");
          assertThat(page.getByLabel("Start")).hasValue("2026-11-24T22:00");
          assertThat(page.locator(".headline .badge")).containsText("open");
        });
  }

  @Test
  void whoeverAskedSeesWhyTheyCannotDecide() {
    String request = Changes.open(server, "my own", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "alice");

          assertThat(page.locator(".verdict")).containsText("alice requested this");
          assertThat(button(page, "Approve")).hasCount(0);
          assertThat(button(page, "Reject")).hasCount(0);
        });
  }

  @Test
  void everythingCanBeReachedAndDecidedByKeyboardAlone() {
    String request = Changes.open(server, "keyboard", "fine");
    visit(
        true,
        1100,
        page -> {
          page.navigate("/requests/" + request);
          signIn(page, "bob");
          assertThat(page.locator("h1")).containsText("keyboard");
          page.keyboard().press("Tab");
          assertThat(page.locator(":focus")).hasText("Skip to the content");
          page.getByLabel("Comment").focus();
          page.keyboard().type("no");
          page.keyboard().press("Tab");
          assertThat(page.locator(":focus")).containsText("Approve");
          page.keyboard().press("Tab");
          assertThat(page.locator(":focus")).containsText("Reject");
          page.keyboard().press("Enter");

          assertThat(notice(page)).containsText("Your rejection is recorded.");
        });
  }

  @Test
  void hostileContentNeitherActsNorHidesNorBreaksThePage() {
    String request = Changes.open(server, Hostile.TEXT.substring(0, 300), Hostile.TEXT);
    for (int width : List.of(360, 1100)) {
      visit(
          true,
          width,
          page -> {
            page.navigate("/requests/" + request);
            signIn(page, "bob");
            assertThat(page.locator("main"))
                .containsText("[U+202E]000,1[U+202C] EUR to b[U+200B]ob");
            assertThat(page.locator("main")).containsText("<script>alert(1)</script>");
            assertThat(page.locator("main script, main iframe, main img, main b")).hasCount(0);
            assertThat(button(page, "Approve")).isVisible();
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
            page.navigate("/requests/" + request + "/evidence/2");
            page.navigate("/runs/" + Changes.runOf(request));
            page.navigate("/");
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
          });
    }
  }
}
