package dev.gatehold.connectors.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehold.core.run.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates: made by the JDK's own tool, for {@code good.example}. */
final class SecureTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext context;
  private static WebServer web;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore store = selfSigned();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    web = new WebServer(server).on("/", 200, "text/plain", "secure");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static KeyStore selfSigned()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=good.example",
                "-ext",
                "san=dns:good.example")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    assertThat(exit).as(() -> "keytool").isZero();
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      pair.load(in, PASSWORD);
    }
    // The same certificate as an authority, for a key entry is none.
    pair.setCertificateEntry("authority", pair.getCertificate("server"));
    return pair;
  }

  private static Post to(String host) {
    Post post = new Post().with(Post.connection("https://" + host + ":" + web.port(), Map.of(), 0));
    post.network.name(host, "127.0.0.1");
    return post;
  }

  @Test
  void aTrustedCertificateForTheHostIsFine() {
    Post post = to("good.example").trusting(context.getSocketFactory());
    assertThat(post.run(Post.get("/"))).containsEntry("text", "secure");
    assertThat(web.asked.getLast().headers()).containsEntry("Host", "good.example:" + web.port());
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() {
    Failure failure = to("good.example").failure(Post.get("/"));
    assertThat(failure.code()).isEqualTo("http.tls");
    assertThat(failure.message()).contains("'good.example'");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    Failure failure =
        to("evil.example").trusting(context.getSocketFactory()).failure(Post.get("/"));
    assertThat(failure.code()).isEqualTo("http.tls");
    assertThat(failure.message()).contains("evil.example");
  }

  @Test
  void anAddressInPlaceOfTheNameIsAnotherHost() {
    Post post = to("127.0.0.1").trusting(context.getSocketFactory());
    assertThat(post.failure(Post.get("/")).code()).isEqualTo("http.tls");
  }

  @Test
  void aServiceThatSpeaksPlainHttpIsNotSecure() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = plain.accept()) {
              socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      Post post =
          new Post()
              .with(Post.connection("https://127.0.0.1:" + plain.getLocalPort(), Map.of(), 0));
      assertThat(post.failure(Post.get("/")).code()).isIn("http.tls", "http.connect");
    }
  }
}
