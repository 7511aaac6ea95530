package dev.gatehold.store.s3;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.store.file.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Resources as objects {@code PREFIX/ab/cdef…} of a bucket, named by the digest of their content.
 * Content passes through a file of this machine, both ways: on its way in because its name is its
 * digest, on its way out because none of it is given before all of it was checked.
 *
 * <p>Methods throw {@link S3Failure} when the bucket does not do what is asked.
 */
public final class S3ResourceStore implements ResourceStore, AutoCloseable {
  private final S3Place place;
  private final S3Client client;
  private final Spool spool;

  private S3ResourceStore(S3Place place, S3Client client, Spool spool) {
    this.place = place;
    this.client = client;
    this.spool = spool;
  }

  /**
   * Opens the bucket, with the keys of the environment or of {@code ~/.aws/credentials}.
   *
   * @param spool a folder of this store alone
   */
  public static S3ResourceStore open(S3Place place, Path spool) throws IOException {
    return open(place, spool, DefaultCredentialsProvider.builder().build());
  }

  static S3ResourceStore open(S3Place place, Path spool, AwsCredentialsProvider keys)
      throws IOException {
    Spool files = Spool.in(spool);
    try {
      S3Client client = S3Clients.of(place, keys);
      try {
        client.headBucket(request -> request.bucket(place.bucket()));
        return new S3ResourceStore(place, client, files);
      } catch (SdkException e) {
        client.close();
        throw e;
      }
    } catch (SdkException e) {
      throw S3Failure.of(place, "to be there", e);
    }
  }

  @Override
  public Resource put(InputStream content, String name, String mediaType, long limit)
      throws IOException {
    Path part = spool.newFile();
    try {
      Spool.Content stored = Spool.write(content, part, name, limit);
      if (!holds(stored)) {
        asked(
            "to keep " + stored.digest(),
            () ->
                client.putObject(
                    request -> request.bucket(place.bucket()).key(keyOf(stored.digest())),
                    RequestBody.fromFile(part)));
      }
      return new Resource(stored.digest(), name, mediaType, stored.size());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Whether the content is there already; an object of another size is written anew. */
  private boolean holds(Spool.Content content) throws IOException {
    String key = keyOf(content.digest());
    return asked(
        "to say whether it has " + content.digest(),
        () -> {
          try {
            Long size =
                client
                    .headObject(request -> request.bucket(place.bucket()).key(key))
                    .contentLength();
            return Objects.equals(size, content.size());
          } catch (NoSuchKeyException e) {
            return false;
          }
        });
  }

  @Override
  public Optional<InputStream> open(Digest digest) throws IOException {
    Path part = spool.newFile();
    boolean given = false;
    try {
      given = fetch(digest, part);
      return given
          ? Optional.of(Files.newInputStream(part, StandardOpenOption.DELETE_ON_CLOSE))
          : Optional.empty();
    } finally {
      if (!given) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** Fetches an object into a file and checks it; says whether there is one. */
  private boolean fetch(Digest digest, Path part) throws IOException {
    String key = keyOf(digest);
    Optional<ResponseInputStream<GetObjectResponse>> answer =
        asked(
            "to give " + digest,
            () -> {
              try {
                return Optional.of(
                    client.getObject(request -> request.bucket(place.bucket()).key(key)));
              } catch (NoSuchKeyException e) {
                return Optional.empty();
              }
            });
    if (answer.isEmpty()) {
      return false;
    }
    try (ResponseInputStream<GetObjectResponse> content = answer.get()) {
      check(digest, content.response().contentLength(), written(digest, content, part));
      return true;
    }
  }

  private Spool.Content written(Digest digest, InputStream content, Path part) throws IOException {
    try {
      return Spool.write(content, part, digest.text(), Long.MAX_VALUE);
    } catch (SdkException e) {
      throw S3Failure.of(place, "to give all of " + digest, e);
    } catch (IOException e) {
      throw S3Failure.broken(place, digest, e);
    }
  }

  private void check(Digest digest, long announced, Spool.Content found) throws IOException {
    if (found.size() < announced) {
      throw S3Failure.half(place, digest, announced, found.size());
    }
    if (!found.digest().equals(digest)) {
      throw S3Failure.corrupt(place, digest, found.digest());
    }
  }

  private <T> T asked(String what, Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Failure.of(place, what, e);
    }
  }

  private String keyOf(Digest digest) {
    return place.prefix() + digest.hex().substring(0, 2) + "/" + digest.hex().substring(2);
  }

  @Override
  public void close() {
    client.close();
  }
}
