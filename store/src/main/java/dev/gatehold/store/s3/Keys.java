package dev.gatehold.store.s3;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore.Blob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * How the objects below a prefix are named: blobs {@code ab/cdef…}, the times at which some expired
 * {@code gone/ab/cdef…}, and {@code swept}.
 */
record Keys(String prefix) {
  private static final Pattern BLOB = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{62}");

  /** What a service gives with one answer. */
  private static final int PAGE = 1_000;

  String of(Digest digest) {
    return prefix + named(digest);
  }

  String ofGone(Digest digest) {
    return prefix + "gone/" + named(digest);
  }

  String ofSweep() {
    return prefix + "swept";
  }

  private static String named(Digest digest) {
    return digest.hex().substring(0, 2) + "/" + digest.hex().substring(2);
  }

  /** Blobs of a bucket; other objects between them are passed over. */
  List<Blob> blobs(S3Bucket bucket, @Nullable Digest after, int limit) throws IOException {
    String last = after == null ? null : of(after);
    List<Blob> found = new ArrayList<>();
    while (found.isEmpty()) {
      List<S3Object> page =
          bucket.list(prefix, last, Math.min(limit, PAGE), "to list what it keeps");
      if (page.isEmpty()) {
        break;
      }
      page.forEach(object -> blob(object).ifPresent(found::add));
      last = page.getLast().key();
    }
    return found;
  }

  private Optional<Blob> blob(S3Object object) {
    String name = object.key().substring(prefix.length());
    return BLOB.matcher(name).matches()
        ? Optional.of(
            new Blob(new Digest("sha256:" + name.replace("/", "")), object.lastModified()))
        : Optional.empty();
  }
}
