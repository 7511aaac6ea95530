package dev.gatehold.server.page.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.page.evidence.FileDiff.Kind;
import dev.gatehold.server.page.evidence.FileDiff.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffReaderTest {
  @Test
  void everyFileIsNamedAndCounted() {
    List<FileDiff> files =
        DiffReader.read(
            """
            diff --git a/a.txt b/a.txt
            index 1..2 100644
            --- a/a.txt
            +++ b/a.txt
            @@ -1,2 +1,3 @@ heading
             same
            -old
            +new
            +more
            diff --git a/gone.txt b/gone.txt
            --- a/gone.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -all of it
            diff --git a/x.png b/x.png
            new file mode 100644
            Binary files /dev/null and b/x.png differ
            """);

    assertThat(files).extracting(FileDiff::name).containsExactly("a.txt", "gone.txt", "x.png");
    assertThat(files).extracting(FileDiff::change).containsExactly("edited", "deleted", "edited");
    assertThat(files).extracting(FileDiff::added).containsExactly(2, 0, 0);
    assertThat(files).extracting(FileDiff::removed).containsExactly(1, 1, 0);
  }

  @Test
  void filesWithoutAGitHeaderAreToldApart() {
    List<FileDiff> files =
        DiffReader.read(
            """
            --- old/a.txt\t2026-11-22 10:00:00
            +++ new/a.txt\t2026-11-22 10:01:00
            @@ -1 +1 @@
            -1
            +2
            --- /dev/null
            +++ b/b.txt
            @@ -0,0 +1 @@
            +3
            """);

    assertThat(files).extracting(FileDiff::name).containsExactly("new/a.txt", "b.txt");
    assertThat(files).extracting(FileDiff::change).containsExactly("edited", "new");
  }

  @Test
  void aChangedLineCannotPassForTheHeaderOfAFile() {
    List<FileDiff> files =
        DiffReader.read(
            """
            --- a/safe.txt
            +++ b/safe.txt
            @@ -1,2 +1,2 @@
             same
            --- a/dangerous.sh
            +++ b/dangerous.sh
            """);

    assertThat(files).extracting(FileDiff::name).containsExactly("safe.txt");
    assertThat(files.getFirst().lines())
        .contains(
            new Line(Kind.REMOVED, "--- a/dangerous.sh"),
            new Line(Kind.ADDED, "+++ b/dangerous.sh"));
  }

  @Test
  void noLineIsEverLeftOut() {
    String text =
        """
        words before
        @@ -1,900 +1,900 @@
        +claims more lines than it has
        no sign in front
        @@ broken @@
        -x
        \\ No newline at end of file
        """;

    assertThat(DiffReader.read(text).stream().flatMap(file -> file.lines().stream()))
        .extracting(Line::text)
        .containsExactlyElementsOf(text.lines().toList());
  }

  @Test
  void largeFilesAreFolded() {
    String large =
        "--- a/x\n+++ b/x\n@@ -0,0 +1,500 @@\n" + "+line\n".repeat(DiffReader.UNFOLDED_LINES);

    assertThat(DiffReader.read(large).getFirst().open()).isFalse();
    assertThat(DiffReader.read("--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+line\n").getFirst().open())
        .isTrue();
  }
}
