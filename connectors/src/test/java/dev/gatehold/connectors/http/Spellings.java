package dev.gatehold.connectors.http;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Ways to write addresses that no step may reach. */
final class Spellings {
  private static final List<String> FORBIDDEN =
      List.of(
          "127.0.0.1",
          "127.255.255.254",
          "0.0.0.0",
          "10.0.0.1",
          "172.16.0.1",
          "192.168.1.1",
          "169.254.169.254",
          "168.63.129.16",
          "100.100.100.200",
          "224.0.0.251",
          "255.255.255.255",
          "198.18.0.1",
          "192.0.0.170");

  private static final String CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨";

  private Spellings() {}

  static Set<String> urls() {
    Set<String> urls = new LinkedHashSet<>();
    for (String address : FORBIDDEN) {
      hosts(address).forEach(host -> urls.add("http://" + host + "/"));
      urls.add("https://" + address + "/latest/meta-data/");
      urls.add("HTTP://" + address + ":80/");
      urls.add("http://" + address + ":8080");
      urls.add("http://" + address + "?a=b");
      urls.add("http://example.com@" + address + "/");
      urls.add("http://example.com:80@" + address + "/");
      urls.add("http://example.com%40" + address + "/");
      urls.add("http://example.com\\@" + address + "/");
      urls.add("http://" + address + "\\@example.com/");
      urls.add("http://" + address + "#@example.com/");
      urls.add("http://example.com#@" + address + "/");
      urls.add("http:\\\\" + address + "/");
      urls.add("http:/" + address + "/");
      urls.add("http:" + address + "/");
      urls.add("http:///" + address + "/");
      urls.add("//" + address + "/");
      urls.add("http://" + address + " .example.com/");
      urls.add("http://" + address + "\t/");
      urls.add("http://" + address + "\r\nHost: example.com/");
      urls.add("gopher://" + address + ":6379/_INFO");
      urls.add("ftp://" + address + "/");
    }
    urls.addAll(ipv6());
    urls.addAll(others());
    return urls;
  }

  private static List<String> hosts(String address) {
    byte[] octets = InetAddress.ofLiteral(address).getAddress();
    int[] part = IntStream.range(0, 4).map(i -> octets[i] & 0xFF).toArray();
    long number = 0;
    for (int octet : part) {
      number = number * 256 + octet;
    }
    String hex = "%02x%02x:%02x%02x".formatted(part[0], part[1], part[2], part[3]);
    return List.of(
        address,
        address + ".",
        String.valueOf(number),
        String.valueOf(number) + ".",
        "0x%x".formatted(number),
        "0X%X".formatted(number),
        "0%o".formatted(number),
        "%d.%d".formatted(part[0], number & 0xFFFFFF),
        "%d.%d.%d".formatted(part[0], part[1], number & 0xFFFF),
        "0x%x.0x%x.0x%x.0x%x".formatted(part[0], part[1], part[2], part[3]),
        "0%o.0%o.0%o.0%o".formatted(part[0], part[1], part[2], part[3]),
        "0x%x.%d.0%o.%d".formatted(part[0], part[1], part[2], part[3]),
        "%03d.%03d.%03d.%03d".formatted(part[0], part[1], part[2], part[3]),
        "%d.%d.%d.0x%x".formatted(part[0], part[1], part[2], part[3]),
        String.valueOf(number + (1L << 32)),
        circled(address),
        address.replace('.', '。'),
        address.replace('.', '．'),
        address.replace(".", "%2e"),
        "%3" + address.charAt(0) + address.substring(1),
        "[::ffff:" + address + "]",
        "[::FFFF:" + hex + "]",
        "[0:0:0:0:0:ffff:" + hex + "]",
        "[::" + address + "]",
        "[64:ff9b::" + address + "]",
        "[64:ff9b:1::" + hex + "]",
        "[2002:" + hex + "::1]",
        "[2001:0:4136:e378:8000:63bf:" + inverted(part) + "]",
        "[2a00::5efe:" + address + "]",
        "[2a00::200:5efe:" + hex + "]",
        "[::ffff:" + address + "%25eth0]",
        "[" + address + "]");
  }

  private static String circled(String address) {
    StringBuilder text = new StringBuilder();
    address.chars().forEach(c -> text.append(c == '.' ? '.' : CIRCLED.charAt(c - '0')));
    return text.toString();
  }

  private static String inverted(int[] part) {
    return "%02x%02x:%02x%02x"
        .formatted(part[0] ^ 0xFF, part[1] ^ 0xFF, part[2] ^ 0xFF, part[3] ^ 0xFF);
  }

  private static List<String> ipv6() {
    return List.of(
            "::1",
            "::",
            "0:0:0:0:0:0:0:1",
            "0000::1",
            "fe80::1",
            "fe80::1%eth0",
            "fe80::1%251",
            "febf::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
            "100::1",
            "5f00::1",
            "4000::1",
            "2001:db8::1",
            "2001::1",
            "2001:2::1",
            "2001:20::1",
            "3fff::1",
            "2002:7f00:1::",
            "64:ff9b::1",
            "::ffff:0:127.0.0.1",
            "1::",
            "v1.a",
            ":::1",
            "::1%",
            "")
        .stream()
        .map(address -> "http://[" + address + "]/")
        .toList();
  }

  private static List<String> others() {
    return List.of(
        "file:///etc/passwd",
        "jar:http://example.com!/",
        "data:text/plain,hello",
        "javascript:alert(1)",
        "ws://example.com/",
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
        "netdoc:///etc/passwd",
        "http://",
        "http:///",
        "http://?",
        "http://:80/",
        "http://.../",
        "http://./",
        "http://../",
        "http://a..b/",
        "http://-a.example/",
        "http://example.com:0/",
        "http://example.com:00080/",
        "http://example.com:99999/",
        "http://example.com:+80/",
        "http://example.com:8 0/",
        "http://example.com:22/",
        "http://example.com:25/",
        "http://example.com:/",
        "http://user:password@example.com/",
        "http://user@example.com/",
        "http://example.com./",
        "http://例え.jp/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost:8080/",
        "http://localhost.localdomain/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://127.0.0.1.nip.io/",
        "http://7f000001.rebind.example/",
        "http://both.example/",
        "http://six.example/",
        "http://mapped.example/",
        "http://example.com/%",
        "http://example.com/%zz",
        "http://example.com/../admin",
        "http://example.com/a/%2e%2e/b",
        "http://example.com/a/..%2fb",
        "http://example.com/a/%252e%252e/b",
        "http://example.com/a/..;/b",
        "http://example.com/a b",
        "http://example.com/\u0000",
        " http://example.com/",
        "example.com",
        "/path",
        "");
  }

  /** What the names among them lead to. */
  static TestNetwork network() {
    return new TestNetwork()
        .name("example.com", TestNetwork.PUBLIC)
        .name("localhost", "127.0.0.1")
        .name("localhost.localdomain", "::1")
        .name("metadata.google.internal", "169.254.169.254")
        .name("127.0.0.1.nip.io", "127.0.0.1")
        .name("7f000001.rebind.example", "127.0.0.1")
        .name("both.example", TestNetwork.PUBLIC, "10.0.0.1")
        .name("six.example", "fd00::1")
        .name("mapped.example", "::ffff:127.0.0.1");
  }
}
