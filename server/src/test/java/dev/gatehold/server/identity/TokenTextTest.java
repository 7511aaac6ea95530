package dev.gatehold.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Principal.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  @Test
  void theKindShowsInTheText() {
    SplittableRandom random = new SplittableRandom(1);

    assertThat(TokenText.make(Kind.PERSON, random)).matches("gthp_[0-9A-Za-z]{42}");
    assertThat(TokenText.make(Kind.AGENT, random)).matches("gtha_[0-9A-Za-z]{42}");
    assertThat(TokenText.make(Kind.SERVICE, random)).matches("gths_[0-9A-Za-z]{42}");
  }

  @Test
  void everyTokenIsWellFormedAndNoSlipOfOneCharacterIs() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      String token = TokenText.make(i % 2 == 0 ? Kind.PERSON : Kind.AGENT, random);
      assertThat(TokenText.wellFormed(token)).isTrue();

      int place = 5 + random.nextInt(42);
      char other = token.charAt(place) == 'a' ? 'b' : 'a';
      String slipped = token.substring(0, place) + other + token.substring(place + 1);
      assertThat(TokenText.wellFormed(slipped)).as(slipped).isFalse();
    }
  }

  @Test
  void anotherKindHasAnotherChecksum() {
    String token = TokenText.make(Kind.AGENT, new SplittableRandom(3));

    assertThat(TokenText.wellFormed(token.replace("gtha_", "gthp_"))).isFalse();
  }

  @Test
  void theChecksumIsTheOneThatOthersCanCompute() {
    // CRC-32 of the text before it, in base 62 with digits, upper case, lower case.
    assertThat(TokenText.wellFormed("gthp_" + "0".repeat(36) + "28HFUX")).isTrue();
  }
}
