package dev.gatehold.core.value;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list known to be in normal form, so that freezing it again costs nothing. */
final class FrozenList extends AbstractList<@Nullable Object> implements RandomAccess {
  private final List<@Nullable Object> items;
  private final int height;

  /**
   * Wraps.
   *
   * @param items frozen, and known to nobody else
   * @param height how many levels of objects and lists are below this one
   */
  FrozenList(List<@Nullable Object> items, int height) {
    this.items = items;
    this.height = height;
  }

  int height() {
    return height;
  }

  @Override
  public @Nullable Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
