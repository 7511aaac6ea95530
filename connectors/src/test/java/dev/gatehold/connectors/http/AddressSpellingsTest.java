package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.testkit.MemoryResourceStore;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of an address gets past the guard; the guard knows addresses, not texts. */
final class AddressSpellingsTest {
  static Stream<String> urls() {
    return Spellings.urls().stream();
  }

  @Test
  void thereAreManySpellings() {
    assertThat(Spellings.urls()).hasSizeGreaterThan(600);
  }

  @ParameterizedTest
  @MethodSource("urls")
  void isRefusedBeforeAnythingIsConnected(String url) throws InterruptedException {
    TestNetwork network = Spellings.network();
    HttpConnector connector =
        new HttpConnector(
            new HttpSettings(Map.of(), _ -> null),
            new MemoryResourceStore(),
            network,
            () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    try {
      connector.run(Post.job(Map.of("url", url)));
      throw new AssertionError("Expected " + url + " to be refused.");
    } catch (ConnectorFailure e) {
      Failure failure = e.failure();
      assertThat(Set.of("http.parameters", "http.address_refused")).contains(failure.code());
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.message()).startsWith("Expected ").contains("step 'ask', but ");
    }
    assertThat(network.connected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.215.14", "1.1.1.1", "172.15.255.255", "172.32.0.1", "11.0.0.1", "100.63.255.255",
        "100.128.0.1", "169.253.1.1", "192.167.1.1", "198.17.255.255", "198.20.0.1",
            "223.255.255.1",
        "2606:4700::1111", "2a00:1450:4001::200e", "2003::1"
      })
  void publicAddressesPass(String address) {
    assertThat(new AddressGuard(List.of(), List.of()).refusal(InetAddress.ofLiteral(address)))
        .isNull();
  }

  @Test
  void whatIsDeniedIsRefusedAlthoughItIsAllowedToo() {
    AddressGuard guard =
        new AddressGuard(
            List.of(AddressRange.parse("10.0.0.0/8")),
            List.of(AddressRange.parse("10.0.0.1"), AddressRange.parse("1.1.1.0/24")));
    assertThat(guard.refusal(InetAddress.ofLiteral("10.0.0.2"))).isNull();
    assertThat(guard.refusal(InetAddress.ofLiteral("10.0.0.1")))
        .isEqualTo("denied for this connection");
    assertThat(guard.refusal(InetAddress.ofLiteral("1.1.1.1"))).isNotNull();
    assertThat(guard.refusal(InetAddress.ofLiteral("192.168.0.1"))).isEqualTo("private");
    assertThat(guard.refusal(InetAddress.ofLiteral("64:ff9b::10.0.0.2"))).isNotNull();
  }
}
