package dev.gatehold.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  @Test
  void ordinaryMarkdownBecomesHtml() {
    assertThat(Markdown.html("Moves **two** keys:\n\n- `a`\n- `b`"))
        .contains("<strong>two</strong>", "<li><code>a</code></li>");
  }

  @Test
  void rawHtmlIsShownAsText() {
    assertThat(Markdown.html("<script>alert(1)</script>\n\nand <img src=x onerror=alert(1)>"))
        .contains("&lt;script&gt;", "&lt;img")
        .doesNotContain("<script", "<img");
  }

  @Test
  void imagesAreNamedAndNeverLoaded() {
    assertThat(Markdown.html("![a **cat**](https://evil.example/track.png)"))
        .contains("[image: a <strong>cat</strong>]")
        .doesNotContain("<img", "track.png");
  }

  @Test
  void aLinkSaysWhereItLeads() {
    assertThat(Markdown.html("[your bank](https://evil.example/x)"))
        .contains("href=\"https://evil.example/x\"", "noopener noreferrer nofollow")
        .contains("</a> (evil.example)");
    assertThat(Markdown.html("<https://docs.example/x>"))
        .contains(">https://docs.example/x</a>")
        .doesNotContain("(docs.example)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,boo)",
        "[x](/requests/run_1.gate)",
        "[x](//evil.example)",
        "[x](vbscript:x)"
      })
  void everyOtherAddressIsTextOnly(String markdown) {
    assertThat(Markdown.html(markdown)).doesNotContain("<a ", "href").contains("x (");
  }

  @Test
  void headingsStayBelowThoseOfThePage() {
    assertThat(Markdown.html("# Big\n\n###### Small")).contains("<h3>Big</h3>", "<h6>Small</h6>");
  }

  @Test
  void deepNestingIsShownAsPlainText() {
    for (int depth : new int[] {100, 400, 5_000, 30_000}) {
      String deep = "*a ".repeat(depth) + " a*".repeat(depth);
      assertThat(Markdown.html(deep)).startsWith("<pre>*a *a").doesNotContain("<em>");
    }
    assertThat(Markdown.html("*a " + "![a".repeat(20_000))).startsWith("<pre>");
    assertThat(Markdown.html("*a **b _c_** d*")).contains("<em>c</em>");
    assertThat(Markdown.html(">".repeat(20_000) + " x")).contains("x");
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    assertThat(Markdown.html("word ".repeat(Markdown.LIMIT)))
        .hasSizeLessThan(2 * Markdown.LIMIT)
        .contains("(cut here)");
  }
}
