package dev.gatehold.server.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown of others as HTML that cannot act: raw HTML is shown as text, images are never loaded,
 * and a link goes only to http, https or mailto and names the host that it leads to.
 */
public final class Markdown {
  /** In characters; what is beyond is cut off and said to be. */
  static final int LIMIT = 64 * 1024;

  private static final int MAX_DEPTH = 64;

  /** In one paragraph; the parser recurses once for every pair of marks that nest. */
  private static final int MAX_MARKS = 2_000;

  private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t]*\\n");
  private static final int LARGEST_HEADING = 3;

  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(MAX_DEPTH).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .attributeProviderFactory(context ->
              (node, tag, attributes) -> {
                if (node instanceof Link) {
                  attributes.putAll(Map.of("rel", "noopener noreferrer nofollow"));
                }
              })
          .build();

  private Markdown() {}

  /** Safe HTML for this text. */
  public static String html(String text) {
    String visible = VisibleText.of(text);
    String bounded =
        visible.length() > LIMIT ? visible.substring(0, LIMIT) + "\n\n*(cut here)*" : visible;
    if (BLANK_LINE.splitAsStream(bounded).anyMatch(Markdown::hasTooManyMarks)) {
      return plain(bounded);
    }
    Node document = PARSER.parse(bounded);
    if (depth(document) > MAX_DEPTH) {
      return plain(bounded);
    }
    document.accept(new Taming());
    return RENDERER.render(document);
  }

  private static boolean hasTooManyMarks(String paragraph) {
    return paragraph.chars().filter(c -> c == '*' || c == '_' || c == '[').count() > MAX_MARKS;
  }

  /** Counted without recursion: the visitor and the renderer recurse, and would exhaust a stack. */
  private static int depth(Node root) {
    Deque<Node> level = new ArrayDeque<>(List.of(root));
    int depth = 0;
    while (!level.isEmpty() && depth <= MAX_DEPTH) {
      depth++;
      for (int left = level.size(); left > 0; left--) {
        for (Node child = level.remove().getFirstChild(); child != null; child = child.getNext()) {
          level.add(child);
        }
      }
    }
    return depth;
  }

  private static String plain(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<pre>" + escaped + "</pre>";
  }

  /** Where a link leads, for people; null when it must not be a link. */
  public static @Nullable String destination(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "http", "https" -> uri.getHost();
        case "mailto" -> uri.getSchemeSpecificPart();
        default -> null;
      };
    } catch (URISyntaxException notAnAddress) {
      return null;
    }
  }

  private static final class Taming extends AbstractVisitor {
    @Override
    public void visit(Heading heading) {
      heading.setLevel(Math.min(6, heading.getLevel() + LARGEST_HEADING - 1));
      visitChildren(heading);
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      image.insertBefore(new Text("[image: "));
      image.insertAfter(new Text("]"));
      replaceByChildren(image);
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      String host = destination(link.getDestination());
      if (host == null) {
        link.insertAfter(new Text(" (" + link.getDestination() + ")"));
        replaceByChildren(link);
      } else if (!names(link, host)) {
        link.insertAfter(new Text(" (" + host + ")"));
      }
    }

    private static boolean names(Link link, String host) {
      return link.getFirstChild() instanceof Text text
          && text.getNext() == null
          && (text.getLiteral().equals(link.getDestination()) || text.getLiteral().equals(host));
    }

    private static void replaceByChildren(Node node) {
      for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
        node.insertBefore(child);
      }
      node.unlink();
    }
  }
}
