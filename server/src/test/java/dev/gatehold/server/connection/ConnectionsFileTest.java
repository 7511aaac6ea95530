package dev.gatehold.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.connectors.http.AddressRange;
import dev.gatehold.connectors.http.HeaderValue;
import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.http.WebAddress;
import dev.gatehold.connectors.ssh.HostKey;
import dev.gatehold.connectors.ssh.SshConnection;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.GateholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionsFileTest {
  private static final String HOST_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH3//1nWXqbcvX1Mbf84Wwzq4t9csSX2cMZtPXhe8JDh";

  @TempDir private Path folder;

  private ConnectionsFile read(String text) throws IOException {
    return ConnectionsFile.required(Files.writeString(folder.resolve("connections.yaml"), text));
  }

  @Test
  void everythingThatAConnectionCanHaveIsRead() throws IOException {
    ConnectionsFile file =
        read(
            """
            http:
              billing:
                base: https://Billing.internal/api
                headers:
                  Authorization: { file: secrets/token, prefix: "Bearer " }
                  X-Key: { env: BILLING_KEY }
                  Accept: application/json
                allow: [10.0.0.0/8, 127.0.0.1]
                deny: [10.0.0.1]
                redirects: 2
                environments: [live]
              plain: { base: "http://example.com" }
            """);
    assertThat(file.http())
        .containsOnlyKeys("billing", "plain")
        .containsEntry(
            "billing",
            new HttpConnection(
                "billing",
                new WebAddress("https", "billing.internal", 443, "/api"),
                Map.of(
                    "Authorization",
                    new HeaderValue.FromFile(folder.resolve("secrets/token"), "Bearer "),
                    "X-Key",
                    new HeaderValue.FromEnvironment("BILLING_KEY", ""),
                    "Accept",
                    new HeaderValue.Text("application/json")),
                List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("127.0.0.1")),
                List.of(AddressRange.parse("10.0.0.1")),
                2,
                Set.of(Environment.LIVE)))
        .containsEntry(
            "plain",
            new HttpConnection(
                "plain",
                new WebAddress("http", "example.com", 80, "/"),
                Map.of(),
                List.of(),
                List.of(),
                0,
                Set.of(Environment.LIVE, Environment.STAGING)));
  }

  @Test
  void everythingThatAMachineCanHaveIsRead() throws IOException {
    ConnectionsFile file =
        read(
            """
            ssh:
              build-1:
                host: build.internal
                port: 2222
                user: gatehold
                key: keys/build-1
                host_key: "%1$s host@build"
                environments: [live]
              plain: { host: "::1", user: "ACME\\\\me", key: /k, host_key: "%1$s" }
            """
                .formatted(HOST_KEY));
    assertThat(file.http()).isEmpty();
    assertThat(file.ssh())
        .containsOnlyKeys("build-1", "plain")
        .containsEntry(
            "build-1",
            new SshConnection(
                "build-1",
                "build.internal",
                2222,
                "gatehold",
                folder.resolve("keys/build-1"),
                HostKey.parse(HOST_KEY),
                Set.of(Environment.LIVE)))
        .containsEntry(
            "plain",
            new SshConnection(
                "plain",
                "::1",
                22,
                "ACME\\me",
                Path.of("/k"),
                HostKey.parse(HOST_KEY),
                Set.of(Environment.LIVE, Environment.STAGING)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "host: a | user: b, key: c, host_key: K | ",
        "user: b | host: \"a b\", key: c, host_key: K | name or the address",
        "user: b | host: a, port: 0, key: c, host_key: K | from 1 to 65535",
        "user: b | host: a, port: 65536, key: c, host_key: K | from 1 to 65535",
        "user: -b | host: a, key: c, host_key: K | name of an account",
        "user: b | host: a, host_key: K | `Expected 'key' here`",
        "user: b | host: a, key: c | `Expected 'host_key' here`",
        "user: b | host: a, key: c, host_key: ssh-ed25519 | on one line",
        "user: b | host: a, key: c, host_key: \"ssh-ed25519 AAAA\" | cannot be read",
        "user: b | host: a, key: c, host_key: \"ssh-dss AAAA\" | `its type is 'ssh-dss'`",
        "user: b | host: a, key: c, host_key: K, password: x | `but found 'password'`",
        "user: b | host: a, key: c, host_key: K, environments: [test] | live or staging",
      })
  void aMistakeInAMachineIsSaidWithItsPlace(String first, String rest, @Nullable String said)
      throws IOException {
    String text =
        "ssh: {a: {"
            + first
            + ", "
            + rest.replace("host_key: K", "host_key: \"" + HOST_KEY + "\"")
            + "}}";
    if (said == null) {
      assertThat(read(text).ssh()).containsOnlyKeys("a");
      return;
    }
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("connections.yaml:1:")
        .hasMessageContaining(said);
  }

  @Test
  void aPrivateKeyInAWrongPlaceIsNotRepeated() {
    assertThatThrownBy(() ->
            read(
                "ssh: {a: {host: h, user: u, key: \"-----BEGIN OPENSSH PRIVATE KEY----- canary\","
                    + " host_key: \"canary\"}}"))
        .hasMessageContaining("private key's file")
        .hasMessageNotContaining("canary");
  }

  @Test
  void howCallsAreSignedIsRead() throws IOException {
    ConnectionsFile file =
        read(
            """
            webhook:
              billing: { scheme: standard, secrets: [{ file: secrets/new }, { env: OLD }] }
            """);
    assertThat(file.webhook())
        .containsExactly(
            Map.entry(
                "billing",
                new WebhookConnection(
                    "billing",
                    WebhookConnection.Scheme.STANDARD,
                    List.of(
                        new WebhookConnection.FromFile(folder.resolve("secrets/new")),
                        new WebhookConnection.FromEnvironment("OLD")))));
  }

  @Test
  void aSecretOfCallsInAWrongPlaceIsNotRepeated() {
    assertThatThrownBy(() -> read("webhook: {a: {scheme: github, secrets: [canary]}}"))
        .isInstanceOf(GateholdException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void noFileAndAnEmptyOneSayNothing() throws IOException {
    assertThat(ConnectionsFile.optional(folder.resolve("none.yaml")).http()).isEmpty();
    assertThat(read("# nothing\n").http()).isEmpty();
    assertThatThrownBy(() -> ConnectionsFile.required(folder.resolve("none.yaml")))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("none.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`smtp: {}` | 1 | `Expected one of http, ssh, webhook, but found 'smtp'.`",
        "`http: [a]` | 1 | but found a list",
        "`http: {Bill: {base: \"https://a.b\"}}` | 1 | `but found 'Bill'`",
        "`http: {a: {}}` | 1 | `Expected 'base' here, but it is missing.`",
        "`http: {a: {base: \"ftp://a.b\"}}` | 1 | its scheme is",
        "`http: {a: {base: \"https://u:p@a.b\"}}` | 1 | credentials",
        "`http: {a: {base: \"https://a.b/x?y\"}}` | 1 | without a query",
        "`http: {a: {base: \"https://a.b\", hedaers: {}}}` | 1 | `but found 'hedaers'`",
        "`http: {a: {base: \"https://a.b\", headers: {Host: x}}}` | 1 | set by Gatehold",
        "`http: {a: {base: \"https://a.b\", headers: {A: {}}}}` | 1 | but found none",
        "`http: {a: {base: \"https://a.b\", headers: {A: {file: x, env: Y}}}}` | 1 | but found"
            + " both",
        "`http: {a: {base: \"https://a.b\", headers: {A: {env: a-b}}}}` | 1 | environment variable",
        "`http: {a: {base: \"https://a.b\", headers: {A: 12345}}}` | 1 | but found a number",
        "`http: {a: {base: \"https://a.b\", allow: [10/8]}}` | 1 | 10.0.0.0/8",
        "`http: {a: {base: \"https://a.b\", deny: [10.0.0.1/8]}}` | 1 | beyond the first 8",
        "`http: {a: {base: \"https://a.b\", redirects: 6}}` | 1 | from 0 to 5",
        "`http: {a: {base: \"https://a.b\", environments: [test]}}` | 1 | live or staging",
        "`http: {a: {base: \"https://a.b\", environments: []}}` | 1 | the list is empty",
        "`http: {a: {base: \"https://a.b\"}, a: {base: \"https://a.b\"}}` | 1 | there again",
        "`webhook: {a: {secrets: [{file: x}]}}` | 1 | `Expected 'scheme' here, but it is missing.`",
        "`webhook: {a: {scheme: basic, secrets: [{file: x}]}}` | 1 | standard or github",
        "`webhook: {a: {scheme: github, secrets: []}}` | 1 | `Expected 1 to 4 secrets, but found"
            + " 0.`",
        "`webhook: {a: {scheme: github, secrets: [{file: x, env: Y}]}}` | 1 | but found both",
        "`webhook: {a: {scheme: github, secrets: [{env: a-b}]}}` | 1 | environment variable",
      })
  void aMistakeIsSaidWithItsPlace(String text, int line, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("connections.unreadable"))
        .hasMessageContaining("connections.yaml:" + line + ":")
        .hasMessageContaining(said);
  }

  @Test
  void aSecretInAWrongPlaceIsNotRepeated() {
    assertThatThrownBy(() -> read("http: {a: {base: \"https://a.b\", headers: canary-0815}}"))
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> read("http: {a: {base: \"https://a.b\", allow: canary-0815}}"))
        .hasMessageNotContaining("canary");
  }
}
