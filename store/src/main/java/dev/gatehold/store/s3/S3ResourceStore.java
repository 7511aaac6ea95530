package dev.gatehold.store.s3;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.store.file.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Resources as objects {@code PREFIX/ab/cdef…} of a bucket, named by the digest of their content.
 * Content passes through a file of this machine, both ways: on its way in because its name is its
 * digest, on its way out because none of it is given before all of it was checked.
 *
 * <p>Objects are dated by the service. Between its answer that an object is old and the order to
 * delete it, another process may store the content anew, and it is deleted all the same: the
 * protocol has no deletion upon a date. It is then told as expired, and can be stored again.
 *
 * <p>Methods throw {@link S3Failure} when the bucket does not do what is asked.
 */
public final class S3ResourceStore implements ResourceStore, AutoCloseable {
  private final S3Bucket bucket;
  private final Keys keys;
  private final Spool spool;

  private S3ResourceStore(S3Bucket bucket, Spool spool) {
    this.bucket = bucket;
    this.keys = new Keys(bucket.place().prefix());
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

  static S3ResourceStore open(S3Place place, Path spool, AwsCredentialsProvider credentials)
      throws IOException {
    Spool files = Spool.in(spool);
    S3Bucket bucket;
    try {
      bucket = new S3Bucket(place, S3Clients.of(place, credentials));
    } catch (SdkException e) {
      throw S3Failure.of(place, "to be there", e);
    }
    try {
      bucket.knock("to be there");
      return new S3ResourceStore(bucket, files);
    } catch (IOException e) {
      bucket.close();
      throw e;
    }
  }

  @Override
  public Resource put(InputStream content, String name, String mediaType, long limit)
      throws IOException {
    Path part = spool.newFile();
    try {
      Spool.Content stored = Spool.write(content, part, name, limit);
      if (!renewed(stored)) {
        bucket.put(keys.of(stored.digest()), part, "to keep " + stored.digest());
        forgetGone(stored.digest());
      }
      return new Resource(stored.digest(), name, mediaType, stored.size());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Asked first: without retention nobody needs the right to delete. */
  private void forgetGone(Digest digest) throws IOException {
    String what = "to forget that it lost " + digest;
    if (bucket.head(keys.ofGone(digest), what).isPresent()) {
      bucket.delete(keys.ofGone(digest), what);
    }
  }

  /** Whether the content is there already and counts as new; one of another size does not. */
  private boolean renewed(Spool.Content content) throws IOException {
    String key = keys.of(content.digest());
    Optional<HeadObjectResponse> known =
        bucket.head(key, "to say whether it has " + content.digest());
    return known.isPresent()
        && Objects.equals(known.get().contentLength(), content.size())
        && bucket.renew(key, "to keep " + content.digest() + " for longer");
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
    Optional<ResponseInputStream<GetObjectResponse>> answer =
        bucket.get(keys.of(digest), "to give " + digest);
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
      throw S3Failure.of(bucket.place(), "to give all of " + digest, e);
    } catch (IOException e) {
      throw S3Failure.broken(bucket.place(), digest, e);
    }
  }

  private void check(Digest digest, long announced, Spool.Content found) throws IOException {
    if (found.size() < announced) {
      throw S3Failure.half(bucket.place(), digest, announced, found.size());
    }
    if (!found.digest().equals(digest)) {
      throw S3Failure.corrupt(bucket.place(), digest, found.digest());
    }
  }

  @Override
  public List<Blob> blobs(@Nullable Digest after, int limit) throws IOException {
    return keys.blobs(bucket, after, limit);
  }

  /** {@inheritDoc} The note comes first: an object that is there does not count as gone. */
  @Override
  public boolean expire(Digest digest, Instant storedBefore, Instant at) throws IOException {
    if (!isOlder(digest, storedBefore)) {
      return false;
    }
    bucket.put(keys.ofGone(digest), at.toString(), "to note that it loses " + digest);
    if (!isOlder(digest, storedBefore)) {
      bucket.delete(keys.ofGone(digest), "to note that it keeps " + digest);
      return false;
    }
    bucket.delete(keys.of(digest), "to delete " + digest);
    return true;
  }

  private boolean isOlder(Digest digest, Instant time) throws IOException {
    return bucket
        .head(keys.of(digest), "to say how old " + digest + " is")
        .filter(known -> known.lastModified().isBefore(time))
        .isPresent();
  }

  @Override
  public Optional<Instant> expiredAt(Digest digest) throws IOException {
    boolean there = bucket.head(keys.of(digest), "to say whether it has " + digest).isPresent();
    return there ? Optional.empty() : time(keys.ofGone(digest), "to say whether it lost " + digest);
  }

  @Override
  public Optional<Instant> lastSweep() throws IOException {
    return time(keys.ofSweep(), "to say when it was swept");
  }

  @Override
  public void noteSweep(Instant at) throws IOException {
    bucket.put(keys.ofSweep(), at.toString(), "to note that it was swept");
  }

  private Optional<Instant> time(String key, String what) throws IOException {
    Optional<ResponseInputStream<GetObjectResponse>> answer = bucket.get(key, what);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    try (ResponseInputStream<GetObjectResponse> content = answer.get()) {
      return Optional.of(Instant.parse(new String(content.readNBytes(64), StandardCharsets.UTF_8)));
    } catch (SdkException e) {
      throw S3Failure.of(bucket.place(), what, e);
    } catch (DateTimeParseException e) {
      throw S3Failure.noTime(bucket.place(), key, e);
    }
  }

  @Override
  public void close() {
    bucket.close();
  }
}
