package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
    "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
    "192.168.1.4/31, 192.168.1.5, 192.168.1.6",
    "10.0.0.1, 10.0.0.1, 10.0.0.2",
    "0.0.0.0/0, 255.255.255.255, ::1",
    "fd00::/9, fd7f::1, fd80::1",
    "::1, ::1, ::2",
  })
  void holdsTheAddressesThatBeginAlike(String range, String inside, String outside) {
    AddressRange parsed = AddressRange.parse(range);
    assertThat(parsed.contains(InetAddress.ofLiteral(inside))).isTrue();
    assertThat(parsed.contains(InetAddress.ofLiteral(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10/8",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "localhost",
        "010.0.0.0/8",
        "10.0.0.256",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
        "[::1]",
        "10.0.0.1."
      })
  void refusesWhatIsNoRange(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  @Test
  void refusesBitsThatTheRangeDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse("10.0.0.1/8"))
        .withMessageContaining("beyond the first 8");
  }
}
