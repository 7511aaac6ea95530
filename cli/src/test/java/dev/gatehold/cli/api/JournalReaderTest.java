package dev.gatehold.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.api.JournalReader.Line;
import org.junit.jupiter.api.Test;

class JournalReaderTest {
  @Test
  void an_entry_keeps_its_text_to_the_last_character() {
    String first = "{ \"v\":1, \"seq\":[1.0e0,\"}\\u00e9é👍\"], \"hash\" : {\"entry\":2}}";
    String answer =
        "{\"items\":[{\"seq\":1,\"hash\":\"aa\",\"entry\":"
            + first
            + "}, {\"seq\":2,\"hash\":\"bb\",\"entry\":{}}]}";

    assertThat(JournalReader.lines(answer))
        .containsExactly(new Line(1, "aa", first), new Line(2, "bb", "{}"));
  }

  @Test
  void an_empty_journal_has_no_entries() {
    assertThat(JournalReader.lines("{\"items\":[]}")).isEmpty();
  }
}
