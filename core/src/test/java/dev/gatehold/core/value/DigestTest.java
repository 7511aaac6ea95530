package dev.gatehold.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  /** The one-block example of FIPS 180-4. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void it_is_the_sha_256_of_the_bytes() {
    Digest digest = Digest.of("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(digest.text()).isEqualTo("sha256:" + ABC);
    assertThat(digest.hex()).isEqualTo(ABC);
    assertThat(digest.brief()).isEqualTo("ba7816bf8f01");
    assertThat(digest).isEqualTo(Digest.of("abc")).hasToString("sha256:" + ABC);
  }

  @Test
  void that_of_a_json_value_is_of_its_canonical_text() {
    assertThat(Digest.ofJson("abc")).isEqualTo(Digest.of("\"abc\""));
    assertThat(Digest.ofJson(null)).isEqualTo(Digest.of("null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:BA78", "sha1:" + ABC, ABC, "sha256:" + ABC + "0"})
  void any_other_form_is_refused(String text) {
    assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
