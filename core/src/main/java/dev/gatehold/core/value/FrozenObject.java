package dev.gatehold.core.value;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object known to be in normal form, so that freezing it again costs nothing. */
final class FrozenObject extends AbstractMap<String, @Nullable Object> {
  private final Map<String, @Nullable Object> entries;
  private final int height;

  /**
   * Wraps.
   *
   * @param entries unmodifiable, with frozen values, and known to nobody else
   * @param height how many levels of objects and lists are below this one
   */
  FrozenObject(Map<String, @Nullable Object> entries, int height) {
    this.entries = entries;
    this.height = height;
  }

  int height() {
    return height;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
    entries.forEach(action);
  }
}
