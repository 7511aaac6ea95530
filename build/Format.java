import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats the Java sources of all modules with google-java-format, or checks that they are
 * formatted: {@code Format check|write ROOT}. A program of its own, because the formatter must run
 * on the JDK whose syntax it reads, whatever JDK Maven runs on (docs/decisions/0002-formatting.md).
 */
public final class Format {
  public static void main(String[] args) throws IOException, FormatterException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<Path> changed = new ArrayList<>();
    List<Path> sources;
    try (var tree = Files.walk(root)) {
      sources =
          tree.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .sorted()
              .toList();
    }
    Formatter formatter = new Formatter();
    for (Path file : sources) {
      String before = Files.readString(file);
      String after = formatter.formatSourceAndFixImports(before);
      if (!after.equals(before)) {
        changed.add(root.relativize(file));
        if (write) {
          Files.writeString(file, after);
        }
      }
    }
    if (!changed.isEmpty() && !write) {
      System.err.println("Expected formatted sources, but these differ: " + changed);
      System.err.println("Run ./format and look at the change.");
      System.exit(1);
    }
    System.out.println(
        sources.size() + " sources, " + changed.size() + (write ? " formatted" : " to format"));
  }

  private Format() {}
}
