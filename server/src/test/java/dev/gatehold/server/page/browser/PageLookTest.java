package dev.gatehold.server.page.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.gatehold.server.page.Gallery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How pages look with made-up content, in both themes and on a phone. Set the system property
 * {@code gatehold.pictures} to a folder to get a picture of each.
 */
class PageLookTest {
  private static final String ORIGIN = "http://gatehold.test/";
  private static final Map<String, String> PAGES = Gallery.pages();
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void everyPageIsReadableInBothThemes() {
    List<String> faint = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      onEveryPage(
          1100,
          scheme,
          (name, page) ->
              faintTexts(page).forEach(each -> faint.add(name + ", " + scheme + ": " + each)));
    }
    assertThat(faint).isEmpty();
  }

  @Test
  void noPageScrollsSidewaysOnAPhone() {
    onEveryPage(
        360,
        ColorScheme.DARK,
        (name, page) ->
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", name)
                .isLessThanOrEqualTo(360));
  }

  @Test
  void everyControlIsLargeEnoughToHit() {
    onEveryPage(
        360,
        ColorScheme.LIGHT,
        (name, page) ->
            assertThat((List<?>) page.evaluate(SMALL_CONTROLS))
                .as("controls of %s", name)
                .isEmpty());
  }

  @Test
  void theStyleSheetIsSmall() throws IOException {
    try (InputStream sheet = resource("/assets/gatehold.css")) {
      assertThat(sheet.readAllBytes().length).isLessThan(20_000);
    }
  }

  private interface Look {
    void at(String name, Page page);
  }

  private static void onEveryPage(int width, ColorScheme scheme, Look look) {
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, 1300)
                    .setColorScheme(scheme)
                    .setJavaScriptEnabled(true))) {
      context.route("**", PageLookTest::serve);
      Page page = context.newPage();
      PAGES
          .keySet()
          .forEach(name -> {
            page.navigate(ORIGIN + name);
            picture(
                page, name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
            look.at(name, page);
          });
      // First, for a request that is still answered while its context closes is an error.
      page.close();
    }
  }

  private static void picture(Page page, String name) {
    String folder = System.getProperty("gatehold.pictures");
    // The hostile page is too large for one picture.
    if (folder != null && !name.contains("hostile")) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }

  private static void serve(Route route) {
    String path = route.request().url().replaceFirst("^http://gatehold.test", "");
    String html = PAGES.get(path.substring(1));
    if (html != null) {
      route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(html));
    } else if (path.startsWith("/assets/")) {
      String file = path.replaceFirst("\\?.*", "");
      String type = file.endsWith(".css") ? "text/css" : "image/svg+xml";
      route.fulfill(new Route.FulfillOptions().setContentType(type).setBody(text(file)));
    } else {
      route.abort();
    }
  }

  private static InputStream resource(String path) {
    return PageLookTest.class.getResourceAsStream("/static" + path);
  }

  private static String text(String path) {
    try (InputStream content = resource(path)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> faintTexts(Page page) {
    return (List<String>) page.evaluate(FAINT_TEXTS);
  }

  /** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
  private static final String FAINT_TEXTS =
      """
      () => {
        const parse = c => c.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => {
          const f = [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
          return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
        };
        const behind = e => {
          for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] === 1) return c;
          }
          return [255, 255, 255];
        };
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.textContent.trim();
          const element = walker.currentNode.parentElement;
          if (!text || !element.checkVisibility()) continue;
          const a = light(parse(getComputedStyle(element).color)), b = light(behind(element));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) found.push(ratio.toFixed(2) + ' "' + text.slice(0, 40) + '"');
        }
        return found;
      }
      """;

  /** Buttons and fields below 24 by 24 pixels (2.5.8), decision buttons below 44. */
  private static final String SMALL_CONTROLS =
      """
      () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, .button, nav a')]
        .filter(e => e.checkVisibility() && !e.matches('.unseen'))
        .map(e => [e, e.getBoundingClientRect(), e.matches('.approve, .reject') ? 44 : 24])
        .filter(([e, box, least]) => box.width < least || box.height < least)
        .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)
      """;
}
