package dev.gatehold.store.s3;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where resources are kept; without any secret.
 *
 * @param prefix what the names of all objects begin with: empty, or ends with a slash
 * @param endpoint of a service other than Amazon's; null for that
 * @param region null for what the environment says; no service but Amazon's usually cares
 */
public record S3Place(
    String bucket, String prefix, @Nullable URI endpoint, @Nullable String region) {
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9_./-]*))?");

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException for another form, here or of the endpoint
   */
  public static S3Place parse(String text, @Nullable String endpoint, @Nullable String region) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "Expected a place for resources such as s3://bucket/prefix, but found '" + text + "'.");
    }
    String prefix = form.group(2) == null ? "" : form.group(2);
    return new S3Place(
        form.group(1),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        endpoint == null ? null : web(endpoint),
        region);
  }

  private static URI web(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException notOne) {
      // Said below, without the text: credentials could stand in it.
    }
    throw new IllegalArgumentException(
        "Expected an endpoint such as https://s3.example.com, without credentials, but found"
            + " another text.");
  }

  /** For people. */
  String shown() {
    return "s3://" + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
  }
}
