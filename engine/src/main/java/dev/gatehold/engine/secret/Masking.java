package dev.gatehold.engine.secret;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what work says, in the shapes in which programs say them: as they are, line
 * by line, in Base64, hexadecimal digits, percent-encoding, JSON and HTML. A program that
 * transforms a secret in another way gets past. Immutable.
 */
public final class Masking {
  /** What stands in a secret's place. */
  public static final String MASK = "***";

  /** In characters; a shorter secret would also be found where something else is meant. */
  public static final int SHORTEST = 8;

  /** Hides nothing. */
  public static final Masking NONE = new Masking(Set.of());

  private final Set<String> secrets;
  private final ShapeIndex shapes;

  private Masking(Set<String> secrets) {
    this.secrets = secrets;
    this.shapes = new ShapeIndex(Shapes.of(secrets));
  }

  /** Hides these, of whose lines those with at least {@link #SHORTEST} characters. */
  public static Masking of(Collection<String> secrets) {
    return NONE.and(secrets);
  }

  /** Hides these too. */
  public Masking and(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(secrets);
    all.addAll(more);
    return all.size() == secrets.size() ? this : new Masking(all);
  }

  /** Hides what the other does too. */
  public Masking and(Masking other) {
    return and(other.secrets);
  }

  /** Whether there is nothing to hide. */
  public boolean isNone() {
    return shapes.isEmpty();
  }

  /** The same text with {@link #MASK} in place of every secret. */
  public String text(String text) {
    if (isNone()) {
      return text;
    }
    ByteArrayOutputStream masked = new ByteArrayOutputStream(text.length());
    Sieve sieve = sieve((bytes, count) -> masked.write(bytes, 0, count));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sieve.take(bytes, bytes.length);
    sieve.end();
    return sieve.hasHidden() ? masked.toString(StandardCharsets.UTF_8) : text;
  }

  /** The same JSON value with every secret in its texts and keys replaced. */
  public @Nullable Object json(@Nullable Object json) {
    return switch (json) {
      case String text -> text(text);
      case Number number -> {
        String digits = number.toString();
        yield text(digits).equals(digits) ? number : MASK;
      }
      case List<?> list -> {
        List<@Nullable Object> masked = new ArrayList<>(list.size());
        list.forEach(item -> masked.add(json(item)));
        yield masked;
      }
      case Map<?, ?> map -> object(map);
      case null, default -> json;
    };
  }

  /** {@link #json} for an object. */
  public Map<String, @Nullable Object> object(Map<?, ?> object) {
    Map<String, @Nullable Object> masked = LinkedHashMap.newLinkedHashMap(object.size());
    object.forEach((key, value) -> masked.put(text(String.valueOf(key)), json(value)));
    return masked;
  }

  /** The same bytes with every secret in them replaced, also across the borders of reads. */
  public InputStream stream(InputStream bytes) {
    return isNone() ? bytes : new MaskingStream(bytes, this);
  }

  /** Hides what comes in pieces; one for each stream of bytes. */
  public Sieve sieve(Sieve.Sink sink) {
    return new Sieve(shapes, sink);
  }

  /** Nothing: what it hides is a secret. */
  @Override
  public String toString() {
    return "Masking[…]";
  }
}
