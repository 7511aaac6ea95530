package dev.gatehold.store.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is asked of a bucket. Each method takes what it is for, as half a sentence such as "to give
 * sha256:…", and throws {@link S3Failure} when the bucket does not do it.
 */
final class S3Bucket implements AutoCloseable {
  private final S3Place place;
  private final S3Client client;

  S3Bucket(S3Place place, S3Client client) {
    this.place = place;
    this.client = client;
  }

  S3Place place() {
    return place;
  }

  /** Asks whether the bucket is there. */
  void knock(String what) throws IOException {
    told(what, () -> client.headBucket(request -> request.bucket(place.bucket())));
  }

  /** What is known of an object without its content; empty when there is none. */
  Optional<HeadObjectResponse> head(String key, String what) throws IOException {
    return found(what, () -> client.headObject(request -> request.bucket(place.bucket()).key(key)));
  }

  /** The content of an object; empty when there is none. */
  Optional<ResponseInputStream<GetObjectResponse>> get(String key, String what) throws IOException {
    return found(what, () -> client.getObject(request -> request.bucket(place.bucket()).key(key)));
  }

  void put(String key, Path content, String what) throws IOException {
    put(key, RequestBody.fromFile(content), what);
  }

  void put(String key, String content, String what) throws IOException {
    put(key, RequestBody.fromString(content), what);
  }

  private void put(String key, RequestBody content, String what) throws IOException {
    told(what, () -> client.putObject(request -> request.bucket(place.bucket()).key(key), content));
  }

  /** Makes an object as new without sending it again; says whether there is one. */
  boolean renew(String key, String what) throws IOException {
    // The copy of an object onto itself is refused unless something about it is replaced.
    return found(
            what,
            () ->
                client.copyObject(request ->
                    request
                        .sourceBucket(place.bucket())
                        .sourceKey(key)
                        .destinationBucket(place.bucket())
                        .destinationKey(key)
                        .metadataDirective(MetadataDirective.REPLACE)))
        .isPresent();
  }

  /** Deletes an object; one that is not there is no error. */
  void delete(String key, String what) throws IOException {
    told(what, () -> client.deleteObject(request -> request.bucket(place.bucket()).key(key)));
  }

  /** Objects in the order of their keys, at most {@code limit}, none of them before the prefix. */
  List<S3Object> list(String prefix, @Nullable String after, int limit, String what)
      throws IOException {
    return asked(
        what,
        () ->
            client
                .listObjectsV2(request ->
                    request.bucket(place.bucket()).prefix(prefix).startAfter(after).maxKeys(limit))
                .contents());
  }

  private <T> Optional<T> found(String what, Supplier<T> call) throws IOException {
    return asked(
        what,
        () -> {
          try {
            return Optional.of(call.get());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  private void told(String what, Runnable call) throws IOException {
    try {
      call.run();
    } catch (SdkException e) {
      throw S3Failure.of(place, what, e);
    }
  }

  private <T> T asked(String what, Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Failure.of(place, what, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
