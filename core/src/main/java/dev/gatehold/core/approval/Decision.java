package dev.gatehold.core.approval;

import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one person said, with everything it depended on.
 *
 * @param person whom it counts for
 * @param groups the groups the person was in at that moment
 * @param subject the digest of what was shown
 * @param form values that the gate asked for
 */
public record Decision(
    String person,
    Set<String> groups,
    Verdict verdict,
    @Nullable String comment,
    Map<String, @Nullable Object> form,
    Digest subject,
    Instant at) {
  public Decision {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    form = Json.freezeObject(form);
  }
}
