package dev.gatehold.core.approval;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a person never counts for a request.
 *
 * @param why half a sentence, such as "requested this"
 * @param sources the texts of the sources the person would have come by when the request opened
 */
public record Exclusion(String why, Set<String> sources) {
  public Exclusion {
    sources = Collections.unmodifiableSet(new TreeSet<>(sources));
  }
}
