package dev.gatehold.store.s3;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket did not do what was asked; no half of anything was kept or given out. */
public final class S3Failure extends IOException {
  private static final long serialVersionUID = 1L;

  private S3Failure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * What an error of the client means.
   *
   * @param what half a sentence, such as "to give sha256:…"
   */
  static S3Failure of(S3Place place, String what, SdkException cause) {
    return new S3Failure(
        "Expected " + place.shown() + " " + what + ", but " + fact(place, cause), cause);
  }

  private static String fact(S3Place place, SdkException cause) {
    return switch (cause) {
      case NoSuchBucketException _ -> noBucket(place);
      case S3Exception refused -> status(place, refused);
      default -> unheard(cause);
    };
  }

  private static String noBucket(S3Place place) {
    return "there is no bucket '"
        + place.bucket()
        + "'. Make it, or name another one with --resources.";
  }

  private static String status(S3Place place, S3Exception refused) {
    int status = refused.statusCode();
    if (status == 404) {
      return noBucket(place);
    }
    if (status == 401 || status == 403) {
      return "it does not let this server in ("
          + status
          + "). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may list the"
          + " bucket, read and write objects, and delete some with --keep-resources.";
    }
    return "it answered with "
        + status
        + " after "
        + refused.numAttempts()
        + " tries. "
        + (status >= 500
            ? "Try again later; see the service's own log."
            : "See the service's log.");
  }

  private static String unheard(SdkException cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ConnectException || at instanceof UnknownHostException) {
        return "nothing answers there ("
            + at.getMessage()
            + "). Start the service, or correct --s3-endpoint.";
      }
      if (at instanceof SocketTimeoutException) {
        return "it did not answer in time. Try again later.";
      }
    }
    String message = String.valueOf(cause.getMessage());
    if (message.contains("credentials")) {
      return "there is no key for it. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write"
          + " them into ~/.aws/credentials.";
    }
    return "it was not understood: " + message + " Try again; see the service's log.";
  }

  static S3Failure half(S3Place place, Digest digest, long expected, long found) {
    return new S3Failure(
        "Expected %s to give %s with %d bytes, but the answer ended after %d. Try again."
            .formatted(place.shown(), digest, expected, found),
        null);
  }

  static S3Failure broken(S3Place place, Digest digest, IOException cause) {
    return new S3Failure(
        "Expected %s to give all of %s, but the answer broke off (%s). Try again."
            .formatted(place.shown(), digest, cause.getMessage()),
        cause);
  }

  static S3Failure corrupt(S3Place place, Digest expected, Digest found) {
    return new S3Failure(
        ("Expected %s to give content with digest %s, but its digest is %s. Restore the object from"
                + " a backup, or from an older version of it.")
            .formatted(place.shown(), expected, found),
        null);
  }

  static S3Failure noTime(S3Place place, String key, RuntimeException cause) {
    return new S3Failure(
        "Expected %s to have a time in '%s', but it has something else. Delete this object."
            .formatted(place.shown(), key),
        cause);
  }
}
