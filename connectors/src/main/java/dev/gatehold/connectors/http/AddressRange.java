package dev.gatehold.connectors.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin with the same bits, in CIDR form.
 *
 * @param first the lowest of them
 * @param bits how many bits they share
 */
public record AddressRange(InetAddress first, int bits) {
  private static final Pattern CIDR = Pattern.compile("(?<address>[^/]*)(?:/(?<bits>\\d{1,3}))?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  public AddressRange {
    byte[] address = first.getAddress();
    if (bits < 0 || bits > address.length * 8) {
      throw new IllegalArgumentException(
          "Expected at most " + address.length * 8 + " bits, but found " + bits + ".");
    }
    if (!Arrays.equals(address, masked(address, bits))) {
      throw new IllegalArgumentException(
          "Expected a range such as 10.0.0.0/8, but bits beyond the first " + bits + " are set.");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static AddressRange parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    InetAddress address = cidr.matches() ? literal(cidr.group("address")) : null;
    if (address == null) {
      throw new IllegalArgumentException(
          "Expected addresses such as 10.0.0.0/8 or fd00::/8, but found '" + text + "'.");
    }
    String bits = cidr.group("bits");
    int all = address.getAddress().length * 8;
    return new AddressRange(address, bits == null ? all : Integer.parseInt(bits));
  }

  /**
   * The address that a text is in the one spelling that everybody reads alike; null for every other
   * text, among them names, octal and short forms, and addresses with a zone.
   */
  static @Nullable InetAddress literal(String text) {
    if (IPV4.matcher(text).matches()) {
      return InetAddress.ofLiteral(text);
    }
    if (!text.contains(":") || text.contains("%") || text.contains("[")) {
      return null;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      // An IPv4 address in the clothes of IPv6 has a plain spelling, and that is the one to use.
      return address.getAddress().length == 16 ? address : null;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /** Whether an address is one of these; never for one of the other family. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == first.getAddress().length
        && Arrays.equals(first.getAddress(), masked(bytes, bits));
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - i * 8L, 0, 8);
      masked[i] &= (byte) (0xFF << (8 - kept));
    }
    return masked;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
