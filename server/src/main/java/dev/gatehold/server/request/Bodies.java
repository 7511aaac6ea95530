package dev.gatehold.server.request;

import dev.gatehold.core.value.Digest;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.problem.Malformed;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of calls about requests. */
final class Bodies {
  /** The most decisions of one call. */
  static final int MOST = 100;

  private Bodies() {}

  /** What a person says; {@code verdict} is another name of {@code choice}. */
  record DecisionBody(
      @Nullable String choice,
      @Nullable String verdict,
      @Nullable String comment,
      @Nullable Map<String, @Nullable Object> form,
      @Nullable Map<String, @Nullable Object> edits) {

    Said said(Digest subject) {
      if (choice != null && verdict != null) {
        throw Malformed.because("Expected either 'choice' or 'verdict', but found both.");
      }
      return new Said(
          Malformed.required("choice", choice == null ? verdict : choice),
          subject,
          comment,
          JsonBody.object("form", form),
          JsonBody.object("edits", edits));
    }
  }

  /** One of several decisions; names its subject itself. */
  record BatchItem(
      @Nullable String request,
      @Nullable String subject,
      @Nullable String choice,
      @Nullable String comment,
      @Nullable Map<String, @Nullable Object> form,
      @Nullable Map<String, @Nullable Object> edits) {

    Batches.Item item() {
      return new Batches.Item(
          Malformed.required("request", request),
          new DecisionBody(choice, null, comment, form, edits).said(digest()));
    }

    private Digest digest() {
      String text = Malformed.required("subject", subject);
      try {
        return new Digest(text);
      } catch (IllegalArgumentException e) {
        throw Malformed.because(
            "Expected 'subject' to be a digest such as sha256:…, but found '" + text + "'.");
      }
    }
  }

  record BatchBody(@Nullable List<@Nullable BatchItem> decisions) {
    List<Batches.Item> items() {
      List<@Nullable BatchItem> said = Malformed.required("decisions", decisions);
      if (said.isEmpty() || said.size() > MOST) {
        throw Malformed.because(
            "Expected 1 to " + MOST + " decisions, but found " + said.size() + ".");
      }
      List<Batches.Item> items =
          said.stream().map(each -> Malformed.required("decisions[]", each).item()).toList();
      Set<String> seen = new HashSet<>();
      for (Batches.Item item : items) {
        if (!seen.add(item.request())) {
          throw Malformed.because(
              "Expected each request once, but found '" + item.request() + "' again.");
        }
      }
      return items;
    }
  }

  record ResubmitBody(@Nullable Map<String, @Nullable Object> input, @Nullable String comment) {
    @Nullable Map<String, @Nullable Object> wholeInput() {
      return input == null ? null : JsonBody.object("input", input);
    }
  }

  record HandoverBody(
      @Nullable String to, @Nullable String from, @Nullable String reason, @Nullable String until) {
    Deciding.Handing handing() {
      return new Deciding.Handing(from, Malformed.required("to", to), reason, end());
    }

    private @Nullable Instant end() {
      try {
        return until == null ? null : Instant.parse(until);
      } catch (DateTimeParseException e) {
        throw Malformed.because(
            "Expected 'until' to be a time such as 2026-11-24T18:00:00Z, but found '"
                + until
                + "'.");
      }
    }
  }
}
