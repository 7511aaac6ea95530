package dev.gatehold.connectors.http;

import java.io.IOException;

/** There is more than a step takes. */
final class AnswerTooLarge extends IOException {
  private static final long serialVersionUID = 1L;
}
