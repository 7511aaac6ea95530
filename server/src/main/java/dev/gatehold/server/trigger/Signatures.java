package dev.gatehold.server.trigger;

import dev.gatehold.core.value.Digest;
import dev.gatehold.server.connection.WebhookConnection;
import dev.gatehold.server.connection.WebhookConnection.Scheme;
import dev.gatehold.server.connection.WebhookConnection.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks who signed a call. A call that holds has an id that the signature covers, so that whoever
 * repeats it, even with other headers, repeats the same call.
 */
final class Signatures {
  /** How far the clock of the sender may be off. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MOST = 10;
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private final UnaryOperator<@Nullable String> environment;
  private final Hmac hmac;
  private final byte[] decoy = new byte[32];
  private final Set<String> unusable = ConcurrentHashMap.newKeySet();

  Signatures(UnaryOperator<@Nullable String> environment) {
    this(environment, Signatures::sign);
  }

  Signatures(UnaryOperator<@Nullable String> environment, Hmac hmac) {
    this.environment = environment;
    this.hmac = hmac;
    new SecureRandom().nextBytes(decoy);
  }

  /** A call as it came. */
  static final class Call {
    private final UnaryOperator<@Nullable String> header;
    private final byte[] body;

    /**
     * Takes the call apart.
     *
     * @param header the value of a header, in any case of its name; null without one
     * @param body the bytes as they came
     */
    Call(UnaryOperator<@Nullable String> header, byte[] body) {
      this.header = header;
      this.body = body.clone();
    }
  }

  /**
   * The id of a call that is signed as the connection says; null for any other one. What a call
   * costs depends on the call alone: as many signatures are made for a connection that is not there
   * as for any that is, so that the time of a refusal tells nobody which there are.
   *
   * @param connection null when there is none
   */
  @Nullable String idOf(@Nullable WebhookConnection connection, Call call, Instant now) {
    String standard = standard(keys(connection, Scheme.STANDARD), call, now);
    String github = github(keys(connection, Scheme.GITHUB), call);
    if (connection == null) {
      return null;
    }
    return switch (connection.scheme()) {
      case STANDARD -> standard;
      case GITHUB -> github;
    };
  }

  private @Nullable String standard(List<byte[]> keys, Call call, Instant now) {
    String id = call.header.apply("webhook-id");
    String time = call.header.apply("webhook-timestamp");
    String given = call.header.apply("webhook-signature");
    if (id == null
        || time == null
        || given == null
        || !ID.matcher(id).matches()
        || !SECONDS.matcher(time).matches()
        || !isRecent(Instant.ofEpochSecond(Long.parseLong(time)), now)) {
      return null;
    }
    byte[] start = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
    List<byte[]> expected = new ArrayList<>();
    for (byte[] key : keys) {
      String signature = Base64.getEncoder().encodeToString(hmac.of(key, start, call.body));
      expected.add(bytes("v1," + signature));
    }
    return anyEqual(Stream.of(given.split(" ", -1)).limit(MOST).toList(), expected) ? id : null;
  }

  private static boolean isRecent(Instant time, Instant now) {
    return Duration.between(time, now).abs().compareTo(TOLERANCE) <= 0;
  }

  /** No time and no id is signed there: the same body is the same call, however old it is. */
  private @Nullable String github(List<byte[]> keys, Call call) {
    String given = call.header.apply("x-hub-signature-256");
    if (given == null) {
      return null;
    }
    List<byte[]> expected = new ArrayList<>();
    for (byte[] key : keys) {
      String signature = HexFormat.of().formatHex(hmac.of(key, new byte[0], call.body));
      expected.add(bytes("sha256=" + signature));
    }
    return anyEqual(List.of(given), expected) ? Digest.of(call.body).hex() : null;
  }

  /** Takes as long whichever of them is equal, and for none. */
  private static boolean anyEqual(List<String> given, List<byte[]> expected) {
    boolean equal = false;
    for (String one : given) {
      for (byte[] other : expected) {
        equal |= MessageDigest.isEqual(bytes(one), other);
      }
    }
    return equal;
  }

  /** As many keys for everybody: nobody has the ones that a connection does not have. */
  private List<byte[]> keys(@Nullable WebhookConnection connection, Scheme scheme) {
    List<byte[]> keys = new ArrayList<>();
    if (connection != null && connection.scheme() == scheme) {
      keys.addAll(keys(connection));
    }
    while (keys.size() < WebhookConnection.MOST_SECRETS) {
      keys.add(decoy);
    }
    return keys;
  }

  private List<byte[]> keys(WebhookConnection connection) {
    List<byte[]> keys = new ArrayList<>();
    for (Secret secret : connection.secrets()) {
      byte[] key = key(connection, secret.read(environment));
      if (key != null) {
        keys.add(key);
      } else if (unusable.add(connection.name())) {
        // Once: whoever calls must not be able to fill the log.
        LOG.warn("A secret of webhook connection {} cannot be used", connection.name());
      }
    }
    return keys;
  }

  private static byte @Nullable [] key(WebhookConnection connection, @Nullable String secret) {
    if (secret == null || secret.isEmpty()) {
      return null;
    }
    return switch (connection.scheme()) {
      case GITHUB -> bytes(secret);
      case STANDARD -> {
        try {
          String prefix = "whsec_";
          byte[] key =
              secret.startsWith(prefix)
                  ? Base64.getDecoder().decode(secret.substring(prefix.length()))
                  : new byte[0];
          yield key.length == 0 ? null : key;
        } catch (IllegalArgumentException e) {
          yield null;
        }
      }
    };
  }

  /** Makes signatures. */
  interface Hmac {
    /** The signature of the start and the body after it, with this key. */
    byte[] of(byte[] key, byte[] start, byte[] body);
  }

  private static byte[] sign(byte[] key, byte[] start, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(start);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
