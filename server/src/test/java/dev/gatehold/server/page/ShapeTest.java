package dev.gatehold.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.server.page.Shape.Block;
import dev.gatehold.server.page.Shape.Fact;
import dev.gatehold.server.page.Shape.Facts;
import dev.gatehold.server.page.Shape.Items;
import dev.gatehold.server.page.Shape.Nothing;
import dev.gatehold.server.page.Shape.Word;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void aCommandKeepsItsArgumentsApart() {
    assertThat(Shape.of(List.of("rm", "a b", "-rf")))
        .isEqualTo(new Items(List.of(new Word("rm"), new Word("a b"), new Word("-rf"))));
  }

  @Test
  void nothingIsSaidRatherThanLeftBlank() {
    assertThat(Shape.of(null)).isEqualTo(new Nothing("null"));
    assertThat(Shape.of("")).isEqualTo(new Nothing("empty text"));
    assertThat(Shape.of(List.of())).isEqualTo(new Nothing("empty list"));
  }

  @Test
  void hiddenCharactersAreVisibleInNamesAndValues() {
    assertThat(Shape.of(Map.of("k\u200B", "v\u202E")))
        .isEqualTo(new Facts(List.of(new Fact("k[U+200B]", new Word("v[U+202E]")))));
  }

  @Test
  void severalLinesAreABlockAndLongOnesSayWhatIsMissing() {
    assertThat(Shape.of("a\nb")).isEqualTo(new Block("a\nb"));
    assertThat(((Word) Shape.of("x".repeat(Shape.LIMIT + 7))).text())
        .endsWith(" … (7 more characters)");
  }

  @Test
  void aReferenceIsAFileAndNotItsJson() {
    Resource file = new Resource(Digest.of("x"), "plan\u0007.txt", "text/plain", 1);
    assertThat(Shape.of(file.toJson()))
        .isEqualTo(new Shape.Stored("plan[U+0007].txt", "text/plain", 1, Digest.of("x").brief()));
  }
}
