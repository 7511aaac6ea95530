package dev.gatehold.core.flow;

import java.util.List;

/**
 * Steps that run only when their branch is taken.
 *
 * @param name which branch: {@code case-1}, {@code else}, or the outcome of a gate
 */
public record Branch(String name, List<Step> steps) {
  public Branch {
    steps = List.copyOf(steps);
  }
}
