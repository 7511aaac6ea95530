package dev.gatehold.language.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.language.expression.TemplateText.Embedded;
import dev.gatehold.language.expression.TemplateText.Fixed;
import org.junit.jupiter.api.Test;

class TemplateTextTest {
  @Test
  void textWithoutExpressionsStaysAsItIs() {
    assertThat(TemplateText.parse("a ${ b } {{ c }} $").parts())
        .containsExactly(new Fixed("a ${ b } {{ c }} $"));
    assertThat(TemplateText.parse("").parts()).isEmpty();
  }

  @Test
  void expressionsKnowWhereTheyBegin() {
    assertThat(TemplateText.parse("a ${{  x.y }} b ${{z}}").parts())
        .containsExactly(
            new Fixed("a "), new Embedded("x.y", 7), new Fixed(" b "), new Embedded("z", 19));
  }

  @Test
  void bracesInsideStringsAndObjectsDoNotCloseAnExpression() {
    for (String source :
        new String[] {
          "'}}'",
          "\"}}\"",
          "{'a': {'b': 1}}",
          "'''}} ' }}'''",
          "r'\\' + '}}'",
          "'\\'}}'",
          "'${{ }}'"
        }) {
      assertThat(TemplateText.parse("${{ " + source + " }}!").parts())
          .as(source)
          .containsExactly(new Embedded(source, 4), new Fixed("!"));
    }
  }

  @Test
  void whatIsNeverClosedIsFound() {
    assertThat(TemplateText.parse("a ${{ b }} ${{ c }").unclosed()).isEqualTo(11);
    assertThat(TemplateText.parse("${{ 'b }}").unclosed()).isEqualTo(0);
    assertThat(TemplateText.parse("${{ b }}").unclosed()).isEqualTo(-1);
  }
}
