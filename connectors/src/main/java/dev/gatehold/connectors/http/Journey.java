package dev.gatehold.connectors.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with the redirects that it follows, from the first address to an output. */
final class Journey {
  private static final int RETRY_AFTER_LENGTH = 64;

  private final Errand errand;
  private final Exchange exchange;
  private final AnswerReader reader;
  private volatile WebAddress at;

  Journey(Errand errand, Exchange exchange, AnswerReader reader) {
    this.errand = errand;
    this.exchange = exchange;
    this.reader = reader;
    this.at = errand.start();
  }

  /** Where it has got to. */
  WebAddress at() {
    return at;
  }

  /** Goes all the way. */
  Map<String, @Nullable Object> make() throws HttpFailure {
    Redirects redirects = new Redirects(errand);
    Statuses accept = errand.parameters().accept();
    Request request = errand.first();
    for (int followed = 0; ; followed++) {
      at = request.to();
      Answer answer = send(request);
      if (accept.contain(answer.status())) {
        return read(answer);
      }
      if (!Redirects.isOne(answer)) {
        throw unaccepted(answer, followed);
      }
      request = redirects.next(request, answer, followed);
    }
  }

  private Answer send(Request request) throws HttpFailure {
    try {
      return exchange.send(request, errand.guard(request.to()));
    } catch (HttpFailure e) {
      throw exchange.hasSent() ? e.after(errand.parameters()) : e;
    } catch (BrokenAnswer e) {
      throw broken(e);
    }
  }

  private Map<String, @Nullable Object> read(Answer answer) throws HttpFailure {
    try {
      return reader.output(answer, errand.parameters().response());
    } catch (HttpFailure e) {
      throw e.after(errand.parameters());
    } catch (AnswerTooLarge e) {
      throw HttpFailures.tooLarge(at, Exchange.ANSWER_LIMIT);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private HttpFailure broken(IOException e) {
    return HttpFailures.broken(at, String.valueOf(e.getMessage())).after(errand.parameters());
  }

  private HttpFailure unaccepted(Answer answer, int followed) {
    String retryAfter = answer.header("retry-after");
    HttpFailure failure =
        HttpFailures.status(
            answer.status(),
            errand.parameters().accept(),
            retryAfter == null || retryAfter.length() > RETRY_AFTER_LENGTH ? null : retryAfter,
            excerpt(answer));
    boolean untouched = followed == 0 && Statuses.untouched(answer.status());
    return untouched ? failure : failure.after(errand.parameters());
  }

  private String excerpt(Answer answer) {
    try {
      return reader.excerpt(answer);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
