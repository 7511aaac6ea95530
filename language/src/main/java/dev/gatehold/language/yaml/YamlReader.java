package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML document into a tree of nodes. The door of this package. */
public final class YamlReader {
  /** The largest file, in bytes of UTF-8. */
  public static final int MAX_BYTES = 256 * 1024;

  /** How deep lists and objects may stand in each other. */
  public static final int MAX_DEPTH = 32;

  /** Characters that change what a reviewer sees without changing what a machine reads. */
  private static final Pattern HIDDEN =
      Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF]");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAX_BYTES).build();

  private YamlReader() {}

  /** The document, or null when an error kept it from being read. */
  public static @Nullable YamlNode read(SourceText source, Findings findings) {
    return withinLimits(source.text(), findings) && nothingHidden(source, findings)
        ? parse(source, findings)
        : null;
  }

  /** Whether a text is small enough to be looked at; otherwise there is a finding. */
  public static boolean withinLimits(String text, Findings findings) {
    if (text.length() <= MAX_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
      return true;
    }
    findings.error(
        "yaml.too_large",
        Place.START,
        "Expected a file of at most 256 KiB, but this one is larger.",
        "Move large texts and scripts into files of their own.");
    return false;
  }

  private static boolean nothingHidden(SourceText source, Findings findings) {
    Matcher hidden = HIDDEN.matcher(source.text());
    while (hidden.find()) {
      findings.error(
          "yaml.hidden_character",
          source.placeOf(hidden.start()),
          "Expected only characters that can be seen, but found the invisible character U+%04X."
              .formatted((int) hidden.group().charAt(0)),
          "Remove it, or write it in double quotes as \\u%04X."
              .formatted((int) hidden.group().charAt(0)));
    }
    return !findings.anyError();
  }

  private static @Nullable YamlNode parse(SourceText source, Findings findings) {
    try {
      TreeBuilder builder = new TreeBuilder(source, findings);
      return builder.document(new Parse(SETTINGS).parseString(source.text()).iterator());
    } catch (MarkedYamlEngineException e) {
      Place place =
          SyntaxSentences.mark(e)
              .map(mark -> source.within(new Place(mark.getLine() + 1, mark.getColumn() + 1)))
              .orElse(Place.START);
      SyntaxSentences.report(e, place, source, findings);
    } catch (ReaderException e) {
      int index = source.text().offsetByCodePoints(0, bounded(source.text(), e.getPosition()));
      findings.error(
          "yaml.hidden_character",
          source.placeOf(index),
          "Expected printable characters, but found U+%04X.".formatted(e.getCodePoint()),
          "Remove it; in double quotes it can be written as an escape.");
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // The scanner falls over an escape that the end of the file cuts off.
      findings.error(
          "yaml.syntax",
          source.placeOf(source.text().length()),
          "Expected a complete escape and a closing quote, but the file ends first.",
          "Complete the text in double quotes.");
    } catch (YamlEngineException e) {
      findings.error(
          "yaml.syntax",
          Place.START,
          "Expected YAML 1.2, but found something else.",
          "Check the directives at the beginning of the file.");
    }
    return null;
  }

  private static int bounded(String text, int codePoint) {
    return Math.clamp(codePoint, 0, text.codePointCount(0, text.length()));
  }
}
