package dev.gatehold.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What work says is told without its secrets. */
class MaskingTest {
  private static final String SECRET = "s3cr&t \"Wört'/<ü>+?~\\";
  private static final String PEM =
      """
      -----BEGIN KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQEFAASC
      q83vEjRWeJCrze8SNFZ4kA==
      -----END KEY-----
      """;

  private static String mask(String secret, String text) {
    return Masking.of(List.of(secret)).text(text);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> shapes() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    return List.of(
        SECRET,
        SECRET.toUpperCase(Locale.ROOT).replace('Ö', 'ö').replace('Ü', 'ü'),
        base64(SECRET),
        base64(SECRET).replace("=", ""),
        base64(SECRET + "\n"),
        Base64.getUrlEncoder().encodeToString(bytes),
        hex,
        hex.toUpperCase(Locale.ROOT),
        form,
        form.toLowerCase(Locale.ROOT),
        form.replace("+", "%20"),
        HexFormat.of().withPrefix("%").formatHex(bytes),
        "s3cr&amp;t &quot;Wört&#39;/&lt;ü&gt;+?~\\",
        "s3cr&t \\\"Wört'/<ü>+?~\\\\",
        "s3cr&t \\\"Wört'\\/<ü>+?~\\\\",
        "s3cr&t \\\"W\\u00f6rt'/<\\u00FC>+?~\\\\",
        "s3cr\\u0026t \\\"Wört'/\\u003cü\\u003e+?~\\\\",
        "s3cr&t \"Wört'\\''/<ü>+?~\\");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_secret_is_hidden_in_every_shape_that_programs_give_it(String shape) {
    assertThat(mask(SECRET, "<" + shape + "> and " + shape)).isEqualTo("<***> and ***");
  }

  @Test
  void a_secret_is_hidden_in_base64_of_something_longer() {
    String secret = "correct-horse-battery";
    for (String before : List.of("", "a", "ab", "user:", "{\"x\":\"")) {
      for (String after : List.of("", "z", "zz", "\"}")) {
        String masked = mask(secret, base64(before + secret + after));
        assertThat(masked).contains("***");
        String left = masked.replace("***", "");
        assertThat(left.length() * 6)
            .as("what is left of %s", masked)
            .isLessThanOrEqualTo((before.length() + after.length() + 2) * 8 + 12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 76})
  void a_long_secret_is_hidden_in_base64_that_is_broken_into_lines(int width) {
    String secret = "0123456789abcdef".repeat(12);
    String wrapped =
        Base64.getMimeEncoder(width, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    assertThat(mask(secret, wrapped)).matches("(\\*\\*\\*\n?)+");
  }

  @Test
  void each_line_of_a_secret_is_one() {
    assertThat(mask(PEM, PEM.replace("\n", "\r\n"))).isEqualTo("***\r\n***\r\n***\r\n***\r\n");
    assertThat(mask(PEM, "x MIIEvQIBADANBgkqhkiG9w0BAQEFAASC y")).isEqualTo("x *** y");
    assertThat(mask(PEM, PEM)).isEqualTo("***");
  }

  @Test
  void secrets_that_overlap_leave_nothing_of_either() {
    Masking masking = Masking.of(List.of("aaaabbbbcccc", "bbbbccccdddd", "bbbbcccc"));
    assertThat(masking.text("-aaaabbbbccccdddd-")).isEqualTo("-***-");
    assertThat(masking.text("-bbbbccccbbbbcccc-")).isEqualTo("-******-");
    assertThat(masking.text("aaaabbbbcccX")).isEqualTo("aaaabbbbcccX");
  }

  @Test
  void values_of_every_kind_are_told_without_secrets() {
    Masking masking = Masking.of(List.of("12345678", "top-secret"));
    assertThat(
            masking.json(
                Map.of("a top-secret", List.of("top-secret!", 12345678L, 7L, 1.5, true), "n", "x")))
        .isEqualTo(Map.of("a ***", List.of("***!", "***", 7L, 1.5, true), "n", "x"));
  }

  @Test
  void text_without_secrets_comes_back_as_it_was() {
    String text = "half \uD83D of a pair";
    assertThat(mask("top-secret", text)).isSameAs(text);
    assertThat(Masking.NONE.text(text)).isSameAs(text);
    assertThat(mask("short", "short")).as("too short to tell").isEqualTo("short");
  }

  @Test
  void its_text_gives_nothing_away() {
    assertThat(Masking.of(List.of("top-secret")).toString()).doesNotContain("top-secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 8184, 16383, 16384})
  void a_stream_hides_what_lies_across_reads(int before) throws IOException {
    byte[] text =
        ("a".repeat(before) + "aaaaaaab" + "c".repeat(9000) + "aaaaaaab" + "aaaaaaa")
            .getBytes(StandardCharsets.UTF_8);
    Masking masking = Masking.of(List.of("aaaaaaab"));
    try (InputStream stream = masking.stream(new ByteArrayInputStream(text))) {
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("a".repeat(before) + "***" + "c".repeat(9000) + "***" + "aaaaaaa");
    }
  }

  @Test
  void pieces_of_any_size_say_the_same_as_the_whole() {
    Masking masking = Masking.of(List.of(SECRET, PEM, "aaaabaaaa", "abaaaabb"));
    Random random = new Random(20261123);
    List<String> words = new ArrayList<>(shapes());
    words.addAll(List.of(PEM, "aaaabaaaabb", "aaaa", "b", "-----BEGIN KEY", "s3cr&t \"W", "\n"));
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        text.append(words.get(random.nextInt(words.size())));
      }
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      Sieve sieve = masking.sieve((bytes, count) -> told.write(bytes, 0, count));
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(9));
        byte[] piece = new byte[count + 3];
        System.arraycopy(bytes, at, piece, 0, count);
        sieve.take(piece, count);
        at += count;
      }
      sieve.end();
      assertThat(told.toString(StandardCharsets.UTF_8))
          .as("round %d", round)
          .isEqualTo(masking.text(text.toString()))
          .doesNotContain(SECRET, "aaaabaaaa", "MIIEvQ");
    }
  }
}
