package dev.gatehold.engine.secret;

import dev.gatehold.engine.GateholdException;

/**
 * Encrypts what is stored, with a key that is kept elsewhere. Authenticated: what was changed on
 * the way, or belongs to another context, does not open. Thread-safe.
 */
public interface Seal {
  /**
   * Makes the key if there is none; called only while nothing is sealed with one.
   *
   * @throws GateholdException {@code secrets.locked} when it cannot be made, or is unusable
   */
  void prepare();

  /**
   * Seals some bytes.
   *
   * @param context what they belong to; they open with the same one only
   * @throws GateholdException {@code secrets.locked} without a usable key
   */
  byte[] seal(byte[] plain, byte[] context);

  /**
   * Opens what was sealed, perhaps with a key before the present one.
   *
   * @throws GateholdException {@code secrets.locked} without the right key, or for other bytes or
   *     another context than were sealed
   */
  byte[] open(byte[] sealed, byte[] context);

  /**
   * Seals with a new key from now on, if the keys are ours to change; older ones still open.
   *
   * @throws GateholdException {@code secrets.locked} without a usable key
   */
  void renew();
}
