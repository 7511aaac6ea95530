package dev.gatehold.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What a client sends, over TLS too. */
class S3ClientsTest {
  /** Keeps the headers of what is sent, and then loses the line. */
  private static final class Deaf implements SdkHttpClient {
    final AtomicReference<Map<String, List<String>>> headers = new AtomicReference<>(Map.of());

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      headers.set(request.httpRequest().headers());
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new IOException("the line is dead");
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://s3.example.com", "https://s3.example.com"})
  void content_is_signed_with_its_digest_and_has_a_known_length(String endpoint) {
    Deaf line = new Deaf();
    S3Place place = S3Place.parse("s3://evidence/a", endpoint, null);
    try (S3Client client = S3Clients.of(place, S3Service.keys(), line)) {
      assertThatExceptionOfType(SdkException.class)
          .isThrownBy(() ->
              client.putObject(
                  request -> request.bucket(place.bucket()).key("a/b"),
                  RequestBody.fromString("content")));
    }

    assertThat(line.headers.get())
        .containsEntry("x-amz-content-sha256", List.of(Digest.of("content").hex()))
        .containsEntry("Content-Length", List.of("7"))
        .doesNotContainKeys("Transfer-Encoding", "x-amz-trailer");
  }
}
