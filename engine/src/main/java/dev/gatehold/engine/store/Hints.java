package dev.gatehold.engine.store;

import java.util.function.Consumer;

/**
 * What the nodes that share a store tell each other, so that nobody has to wait for the next look.
 * Nothing may rest on it: a hint may be lost, doubled, late or forged, and a store need not give
 * any. An implementation must honour:
 *
 * <ul>
 *   <li>A node is told what others wrote, some milliseconds after they did, and not what it wrote
 *       itself.
 *   <li>Writing costs no more because of it: what becomes too much is left out.
 *   <li>Losing the storage ends nothing: when it is back, hints come again.
 * </ul>
 */
public interface Hints {
  /** Nobody is told anything. */
  Hints NONE = _ -> () -> {};

  /**
   * Begins to listen; what is written from about now on is heard.
   *
   * @param listener called by one thread at a time, which it must not keep waiting
   */
  Listening listen(Consumer<Hint> listener);

  /** Lasts until it is closed; a last hint may still be on its way then. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
