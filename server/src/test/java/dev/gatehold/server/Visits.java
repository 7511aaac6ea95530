package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gatehold.server.page.browser.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Visits of a server with a real browser, which notice what no page may ever cause. */
final class Visits implements AutoCloseable {
  private final Chromium chromium = Chromium.start();

  /** Dialogs, messages of the console, requests to elsewhere. */
  private final List<String> incidents = new ArrayList<>();

  interface Visit {
    void by(Page page);
  }

  void visit(TestServer server, boolean scripts, int width, Visit visit) {
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(server.baseUri().toString())
                    .setViewportSize(width, 800)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setJavaScriptEnabled(scripts))) {
      Page page = context.newPage();
      page.onDialog(dialog -> {
        incidents.add("dialog: " + dialog.message());
        dialog.dismiss();
      });
      page.onConsoleMessage(message -> {
        // A refused decision is a page with a status of its own, which Chromium remarks on.
        if (!message.text().startsWith("Failed to load resource: the server responded with")) {
          incidents.add("console: " + message.text());
        }
      });
      page.onPageError(error -> incidents.add("error: " + error));
      page.onRequest(request -> {
        if (!request.url().startsWith(server.baseUri().toString())) {
          incidents.add("request: " + request.url());
        }
      });
      visit.by(page);
    }
  }

  void assertNothingUnwanted() {
    assertThat(incidents).isEmpty();
    incidents.clear();
  }

  /** A picture of the page, where the system property {@code gatehold.pictures} names a folder. */
  static void picture(Page page, String name) {
    String folder = System.getProperty("gatehold.pictures");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }

  static void signIn(Page page, String person) {
    page.getByLabel("User name").fill(person);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
        .fill(TestServer.PASSWORD);
    button(page, "Sign in").click();
  }

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Override
  public void close() {
    chromium.close();
  }
}
