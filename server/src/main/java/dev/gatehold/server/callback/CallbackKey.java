package dev.gatehold.server.callback;

import dev.gatehold.core.run.Effect.Callee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that callback addresses are signed with: 32 random bytes in a file that only the
 * server's user reads, or in the database that several servers have in common. Without it an
 * address cannot be made up; with another one those that were given out are worth nothing.
 */
public final class CallbackKey {
  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  private CallbackKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** A fresh secret. */
  public static byte[] fresh() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** This secret, of {@link #fresh}. */
  public static CallbackKey of(byte[] secret) {
    return new CallbackKey(secret);
  }

  /**
   * Reads the file, or makes it.
   *
   * @throws IllegalStateException when it holds something else than such a secret
   */
  public static CallbackKey in(Path file) {
    try {
      make(file);
      byte[] secret = Files.readAllBytes(file);
      if (secret.length != BYTES) {
        throw new IllegalStateException(
            "Expected a secret of "
                + BYTES
                + " bytes in "
                + file
                + ", but found "
                + secret.length
                + ". Remove the file; callbacks that are under way are lost then.");
      }
      return new CallbackKey(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = fresh();
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    if (Files.exists(file)) {
      return;
    }
    Path fresh = Files.createTempFile(folder, "callback", ".key");
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      }
      Files.write(fresh, secret, StandardOpenOption.DSYNC);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another start made it at this moment: that one counts.
    } finally {
      Files.delete(fresh);
    }
  }

  /** The signature of what one attempt at work is told: 43 characters that fit into a URL. */
  String sign(String run, Callee callee) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signed =
          mac.doFinal(
              (run + "\n" + callee.step() + "\n" + callee.attempt() + "\n" + callee.told())
                  .getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this is the signature; takes as long for a wrong one. */
  boolean signed(String run, Callee callee, String signature) {
    return MessageDigest.isEqual(
        sign(run, callee).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
