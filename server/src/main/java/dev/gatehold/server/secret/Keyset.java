package dev.gatehold.server.secret;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the keys that seal secrets are kept, as Tink's JSON. */
interface Keyset {
  /** The keys as they are now; null when there are none. */
  @Nullable String read() throws IOException;

  /** Whether this server may make and change them. */
  boolean isOurs();

  /** Keeps other keys in their place, all or nothing. */
  void write(String json) throws IOException;

  /** Where they are, as half a sentence for people. */
  String place();
}
