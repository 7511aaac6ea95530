package dev.gatehold.cli.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a run's journal with every entry's text exactly as it is stored, because the hash chain
 * covers that text and not what it means.
 */
public final class JournalReader {
  private static final int PAGE = 200;
  private final Api api;

  public JournalReader(Api api) {
    this.api = api;
  }

  /**
   * A journal entry.
   *
   * @param hash 64 hexadecimal digits
   * @param text JSON
   */
  public record Line(long seq, String hash, String text) {}

  /** All entries of a run, oldest first. */
  public List<Line> read(String run) {
    List<Line> lines = new ArrayList<>();
    List<Line> page;
    do {
      long after = lines.isEmpty() ? 0 : lines.getLast().seq();
      Call call = Call.get("runs", run, "journal").query("after", after).query("limit", PAGE);
      page = lines(new String(api.download(call), StandardCharsets.UTF_8));
      lines.addAll(page);
    } while (page.size() == PAGE);
    return lines;
  }

  static List<Line> lines(String answer) {
    List<Line> lines = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), answer)) {
      long seq = 0;
      String hash = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "seq" -> seq = parser.getLongValue();
          case "hash" -> hash = parser.getString();
          case "entry" -> lines.add(new Line(seq, hash, rest(parser, answer)));
          default -> {}
        }
      }
    }
    return lines;
  }

  private static String rest(JsonParser parser, String answer) {
    int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    parser.skipChildren();
    return answer.substring(start, Math.toIntExact(parser.currentLocation().getCharOffset()));
  }
}
