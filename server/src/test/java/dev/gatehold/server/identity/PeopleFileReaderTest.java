package dev.gatehold.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.PeopleFileReader.PeopleFileException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleFileReaderTest {
  private static final String HASH = "$2a$10$" + "a".repeat(53);

  private static List<Account> read(String text) throws PeopleFileException {
    return PeopleFileReader.read("people.yaml", text);
  }

  @Test
  void everythingThatAPersonCanHaveIsRead() throws PeopleFileException {
    String text =
        """
        people:
          - id: alice
            name: Alice Adler
            groups: [sre, security]
            password_hash: %s
            admin: true
          - { id: bob, disabled: true }
        """
            .formatted(HASH);

    assertThat(read(text))
        .containsExactly(
            new Account("alice", "Alice Adler", Set.of("sre", "security"), HASH, true, false),
            new Account("bob", "bob", Set.of(), null, false, true));
  }

  @Test
  void anEmptyFileHasNobody() throws PeopleFileException {
    assertThat(read("")).isEmpty();
    assertThat(read("people: []")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          people: {}                                         | people.yaml:1: | a list under 'people'
          nobody: []                                         | people.yaml:1: | found 'nobody'
          people:\\n- {id: a}\\n- {id: b}\\n- {id: a}           | people.yaml:4: | line 2
          people:\\n- {name: A}                               | people.yaml:2: | 'id'
          people:\\n- {id: a, groups: sre}                    | people.yaml:2: | list of groups
          people:\\n- {id: a, groups: ["a b"]}                | people.yaml:2: | group's name
          people:\\n- {id: a,\\n   admin: yes}                 | people.yaml:3: | true or false
          people:\\n- {id: 7}                                 | people.yaml:2: | quotes
          people:\\n- {id: "a b"}                             | people.yaml:2: | 'a b'
          people:\\n- {id: requester}                         | people.yaml:2: | meaning of its own
          people:\\n- {id: a, password_hash: secret}          | people.yaml:2: | bcrypt
          people:\\n- {id: a, id: b}                          | people.yaml:2: | 'id' once
          people:\\n- &x {id: a}\\n- *x                        | people.yaml:1: | not
          people:\\n- id: [                                   | people.yaml:2: | not
          - a                                                | people.yaml:1: | people
          """)
  void whatItMustNotSayIsAnErrorWithItsLine(String text, String place, String what) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(PeopleFileException.class)
        .hasMessageStartingWith(place + " Expected ")
        .hasMessageContaining(what);
  }

  @Test
  void noMessageRepeatsAPasswordThatWasPutIntoTheWrongPlace() {
    assertThatThrownBy(() -> read("people:\n- {id: a, password_hash: secret}"))
        .hasMessageNotContaining("secret");
  }
}
