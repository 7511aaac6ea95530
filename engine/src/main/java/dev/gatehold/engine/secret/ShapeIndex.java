package dev.gatehold.engine.secret;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds shapes in bytes, in any case of ASCII letters, by how they begin. */
final class ShapeIndex {
  /** No shape is shorter. */
  private static final int HEAD = Masking.SHORTEST;

  private final List<byte[]> shapes;
  private final Map<Long, List<byte[]>> byHead = new HashMap<>();

  /** The pairs of bytes with which shapes begin, so that most places are passed over at once. */
  private final BitSet beginnings = new BitSet(1 << 16);

  ShapeIndex(Collection<byte[]> lowerCase) {
    this.shapes = List.copyOf(lowerCase);
    for (byte[] shape : shapes) {
      byHead.computeIfAbsent(head(shape, 0), _ -> new ArrayList<>()).add(shape);
      beginnings.set(pair(shape, 0));
    }
  }

  boolean isEmpty() {
    return shapes.isEmpty();
  }

  /**
   * What begins at a place.
   *
   * @param whole the length of the longest shape there; 0 for none
   * @param more whether there would be a longer one if the bytes went on rightly
   */
  record Found(int whole, boolean more) {
    private static final Found NOTHING = new Found(0, false);
  }

  /** What begins at this index of bytes of which {@code end} are there. */
  Found at(byte[] bytes, int at, int end) {
    int left = end - at;
    if (left >= 2 && !beginnings.get(pair(bytes, at))) {
      return Found.NOTHING;
    }
    List<byte[]> candidates =
        left < HEAD ? shapes : byHead.getOrDefault(head(bytes, at), List.of());
    int whole = 0;
    boolean more = false;
    for (byte[] shape : candidates) {
      if (matches(shape, bytes, at, Math.min(left, shape.length))) {
        whole = shape.length <= left ? Math.max(whole, shape.length) : whole;
        more |= shape.length > left;
      }
    }
    return new Found(whole, more);
  }

  private static boolean matches(byte[] shape, byte[] bytes, int at, int count) {
    for (int i = 0; i < count; i++) {
      if (shape[i] != lower(bytes[at + i])) {
        return false;
      }
    }
    return true;
  }

  private static int pair(byte[] bytes, int at) {
    return (lower(bytes[at]) & 0xFF) << 8 | (lower(bytes[at + 1]) & 0xFF);
  }

  private static long head(byte[] bytes, int at) {
    long head = 0;
    for (int i = 0; i < HEAD; i++) {
      head = head << 8 | (lower(bytes[at + i]) & 0xFF);
    }
    return head;
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }
}
