package dev.gatehold.connectors.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads the private key of a connection, if nobody but its owner could have. */
final class ClientKey {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final int LARGEST = 64 * 1024;

  private ClientKey() {}

  static KeyPair of(SshConnection connection) throws SshFailure {
    Path file = connection.key();
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw SshFailures.key(
            connection, "others than the owner of its file can use it; set its mode to 0600");
      }
      if (Files.size(file) > LARGEST) {
        throw SshFailures.key(connection, "its file is too large for a key");
      }
      return read(connection, file);
    } catch (NoSuchFileException e) {
      throw SshFailures.key(connection, "its file is not there");
    } catch (IOException | GeneralSecurityException e) {
      // What the parser says might repeat what it read.
      throw SshFailures.key(
          connection, "its file has no private key that can be read without a passphrase");
    }
  }

  private static KeyPair read(SshConnection connection, Path file)
      throws IOException, GeneralSecurityException, SshFailure {
    try (InputStream content = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("key"), content, FilePasswordProvider.EMPTY);
      Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
      if (found == null || !found.hasNext()) {
        throw SshFailures.key(connection, "its file has no private key");
      }
      KeyPair pair = found.next();
      HostKey shown = HostKey.of(pair.getPublic());
      String weakness = HostKey.weakness(pair.getPublic());
      if (!Algorithms.isKeyType(shown.type()) || weakness != null) {
        throw SshFailures.key(
            connection, weakness == null ? "its type is " + shown.type() : weakness);
      }
      return pair;
    }
  }
}
