package dev.gatehold.connectors.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses a step may connect to: public ones, and those that the connection allows;
 * never one that it denies. The lists are those of the IANA registries of special-purpose
 * addresses.
 */
final class AddressGuard {
  private static final Map<AddressRange, String> SPECIAL = new LinkedHashMap<>();
  private static final AddressRange UNICAST_IPV6 = AddressRange.parse("2000::/3");

  static {
    special("the machine itself", "127.0.0.0/8", "::1", "0.0.0.0/8", "::");
    special("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");
    special("link-local, as those of cloud metadata are", "169.254.0.0/16", "fe80::/10");
    special("of a cloud's own services", "168.63.129.16");
    special("shared by a carrier's customers", "100.64.0.0/10");
    special("for many receivers", "224.0.0.0/4", "ff00::/8");
    special("translated to another one", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96");
    special("translated to another one", "192.88.99.0/24");
    special("reserved by IETF protocols", "192.0.0.0/24", "2001::/23", "240.0.0.0/4");
    special("for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
    special("for documentation", "2001:db8::/32", "3fff::/20");
    special("for benchmarks", "198.18.0.0/15");
  }

  private final List<AddressRange> allow;
  private final List<AddressRange> deny;

  AddressGuard(List<AddressRange> allow, List<AddressRange> deny) {
    this.allow = allow;
    this.deny = deny;
  }

  private static void special(String kind, String... ranges) {
    for (String range : ranges) {
      SPECIAL.put(AddressRange.parse(range), kind);
    }
  }

  /** Why an address may not be connected to; null when it may. */
  @Nullable String refusal(InetAddress address) {
    if (deny.stream().anyMatch(range -> range.contains(address))) {
      return "denied for this connection";
    }
    if (allow.stream().anyMatch(range -> range.contains(address))) {
      return null;
    }
    for (Map.Entry<AddressRange, String> special : SPECIAL.entrySet()) {
      if (special.getKey().contains(address)) {
        return special.getValue();
      }
    }
    if (address instanceof Inet6Address && (!UNICAST_IPV6.contains(address) || isIsatap(address))) {
      return "not public";
    }
    return null;
  }

  /** An IPv4 address wrapped by RFC 5214: the network that it leads to is not the one it names. */
  private static boolean isIsatap(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (bytes[8] & 0xFC) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
  }
}
