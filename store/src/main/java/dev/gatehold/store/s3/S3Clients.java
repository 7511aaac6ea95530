package dev.gatehold.store.s3;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;

/** Makes clients that every service which speaks S3's protocol understands. */
final class S3Clients {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration OF_SILENCE = Duration.ofSeconds(60);

  private S3Clients() {}

  static S3Client of(S3Place place, AwsCredentialsProvider keys) {
    return of(
        place,
        keys,
        UrlConnectionHttpClient.builder()
            .connectionTimeout(TO_CONNECT)
            .socketTimeout(OF_SILENCE)
            .build());
  }

  static S3Client of(S3Place place, AwsCredentialsProvider keys, SdkHttpClient http) {
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(keys)
            .authSchemeProvider(signingContent())
            // Checksums of the newer kind are refused by services that do not know them.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClient(http);
    if (place.endpoint() != null) {
      builder.endpointOverride(place.endpoint()).forcePathStyle(true);
    }
    if (place.region() != null) {
      builder.region(Region.of(place.region()));
    } else if (place.endpoint() != null) {
      builder.region(Region.US_EAST_1);
    }
    return builder.build();
  }

  /** The digest of the content is part of what is signed, so that the service checks it. */
  private static S3AuthSchemeProvider signingContent() {
    S3AuthSchemeProvider usual = S3AuthSchemeProvider.defaultProvider();
    return parameters -> signing(usual.resolveAuthScheme(parameters));
  }

  private static List<AuthSchemeOption> signing(List<AuthSchemeOption> schemes) {
    return schemes.stream()
        .map(scheme ->
            scheme.toBuilder()
                .putSignerProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                .putSignerProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false)
                .build())
        .toList();
  }
}
