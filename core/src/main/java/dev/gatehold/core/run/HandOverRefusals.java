package dev.gatehold.core.run;

import dev.gatehold.core.run.Refusal.Code;

/** Every reason for which a request is not handed over, worded once. */
final class HandOverRefusals {
  private HandOverRefusals() {}

  static Refusal handOverOfAnother(String from, String actor) {
    return Refusals.refusal(
        Code.HANDOVER_REFUSED,
        "Expected '"
            + from
            + "' or an admin to hand over what is "
            + from
            + "'s, but '"
            + actor
            + "' is neither.",
        "Ask " + from + " or an admin.");
  }

  static Refusal handOver(String expected, String found) {
    return Refusals.refusal(
        Code.HANDOVER_REFUSED,
        "Expected " + expected + ", but " + found + ".",
        "Hand the request to somebody else, or leave it where it is.");
  }
}
