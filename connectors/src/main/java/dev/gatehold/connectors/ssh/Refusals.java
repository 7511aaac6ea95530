package dev.gatehold.connectors.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** What the library means when it is not let in; it says so in codes, causes and messages. */
final class Refusals {
  private static final String NOTHING_IN_COMMON = "Unable to negotiate";

  private Refusals() {}

  /** Why one is not let in. */
  enum Kind {
    SILENCE,
    ALGORITHMS,
    AUTHENTICATION,
    END
  }

  static Kind of(IOException failure) {
    if (has(failure, TimeoutException.class)) {
      return Kind.SILENCE;
    }
    if (!algorithms(failure).isEmpty()) {
      return Kind.ALGORITHMS;
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SshException known
          && known.getDisconnectCode()
              == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
        return Kind.AUTHENTICATION;
      }
    }
    return Kind.END;
  }

  /** What there is none of in common; empty when that is not the reason. */
  static String algorithms(IOException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (message.contains(NOTHING_IN_COMMON)) {
        return message;
      }
    }
    return "";
  }

  /** What happened to a connection, as a fact. */
  static String fact(IOException failure) {
    if (has(failure, TimeoutException.class)) {
      return "nothing answers";
    }
    if (has(failure, ConnectException.class)) {
      return "it is refused";
    }
    if (has(failure, NoRouteToHostException.class)) {
      return "no way leads there";
    }
    return "it was closed";
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
