package dev.gatehold.connectors.ssh;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * What is good enough, the best first: no SHA-1, no CBC, no DSA, no RC4, no MD5, and no MAC before
 * encryption.
 */
final class Algorithms {
  private static final List<BuiltinDHFactories> EXCHANGES =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.sntrup761x25519,
          BuiltinDHFactories.sntrup761x25519_openssh,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhg14_256);
  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.cc20p1305_openssh,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr);
  private static final List<BuiltinMacs> MACS =
      List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm);
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  /** Of keys; an RSA key says ssh-rsa whatever it signs with. */
  private static final List<String> KEY_TYPES =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "ssh-rsa");

  private Algorithms() {}

  static boolean isKeyType(String type) {
    return KEY_TYPES.contains(type);
  }

  static String keyTypes() {
    return String.join(", ", KEY_TYPES);
  }

  /**
   * Lets a client use these only.
   *
   * @param pinned a server that has such a key shows it; one that has not shows another, so that a
   *     refusal can name it
   */
  static void allow(SshClient client, HostKey pinned) {
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(true, EXCHANGES, ClientBuilder.DH2KEX));
    client.setCipherFactories(supported(CIPHERS));
    client.setMacFactories(supported(MACS));
    client.setCompressionFactories(List.of(BuiltinCompressions.none));
    client.setSignatureFactories(signatures(pinned));
  }

  private static List<NamedFactory<Signature>> signatures(HostKey pinned) {
    List<BuiltinSignatures> ordered = new ArrayList<>(SIGNATURES);
    ordered.sort((a, b) -> Boolean.compare(isOf(b, pinned), isOf(a, pinned)));
    return supported(ordered);
  }

  private static <T, F extends NamedFactory<T> & OptionalFeature> List<NamedFactory<T>> supported(
      List<F> factories) {
    List<NamedFactory<T>> supported = new ArrayList<>();
    factories.stream().filter(OptionalFeature::isSupported).forEach(supported::add);
    return supported;
  }

  private static boolean isOf(BuiltinSignatures signature, HostKey pinned) {
    return pinned.type().equals("ssh-rsa")
        ? signature.getName().startsWith("rsa-")
        : signature.getName().equals(pinned.type());
  }
}
