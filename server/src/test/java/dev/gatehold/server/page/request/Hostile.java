package dev.gatehold.server.page.request;

import dev.gatehold.server.request.RequestDetail.Exhibit;
import java.util.List;
import java.util.Map;

/** Evidence that tries to act, to hide, to break the page or to lead the reader astray. */
public final class Hostile {
  /** Text in which every way of acting is tried. */
  public static final String TEXT =
      """
      <script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>
      "><iframe src="javascript:alert(4)"></iframe>{{7*7}}${7*7}<!-- --><b style="x">
      [click](javascript:alert(5)) ![pixel](https://tracker.example/p.png)
      \u001b[2J\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007
      amount: \u202E000,1\u202C EUR to b\u200Bob
      """
          + "W".repeat(5_000)
          + "\n</textarea></pre></details></main></body></html>\n";

  private Hostile() {}

  public static List<Exhibit> evidence() {
    return List.of(
        RequestSamples.shown("text", TEXT, true, TEXT),
        RequestSamples.shown("diff", "Diff", true, "--- a/x\n+++ b/x\n@@ -1 +1,40 @@\n+" + TEXT),
        RequestSamples.shown("diff", "Header in disguise", true, DISGUISED),
        RequestSamples.shown("log", "Log", true, TEXT.repeat(300)),
        RequestSamples.shown("link", "Script", true, "javascript:alert(6)"),
        RequestSamples.shown("link", "Data", true, "data:text/html,<script>alert(7)</script>"),
        RequestSamples.shown("link", "Other host", true, "https://bank.example@evil.example/"),
        RequestSamples.shown("image", "Remote", true, "https://tracker.example/p.png"),
        RequestSamples.shown("table", "Table", true, List.of(Map.of(TEXT, TEXT), Map.of("a", 1L))),
        RequestSamples.shown("table", "No table", true, "not [ json"),
        RequestSamples.shown("metrics", "Metrics", true, Map.of(TEXT, TEXT)));
  }

  private static final String DISGUISED =
      """
      --- a/safe.txt
      +++ b/safe.txt
      @@ -1,2 +1,3 @@
       same
      --- a/dangerous.sh
      +++ b/dangerous.sh
      +rm -rf /
      """;
}
