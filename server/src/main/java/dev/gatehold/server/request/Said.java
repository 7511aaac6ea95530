package dev.gatehold.server.request;

import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.value.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to a request.
 *
 * @param choice the word of one of its choices
 * @param subject the digest of what was shown
 * @param form values that the choice asks for
 * @param edits new values of fields of the input; empty for none
 */
public record Said(
    String choice,
    Digest subject,
    @Nullable String comment,
    Map<String, @Nullable Object> form,
    Map<String, @Nullable Object> edits) {

  RecordDecision command(RequestId id) {
    return new RecordDecision(id.step(), choice, subject, comment, form, edits);
  }
}
