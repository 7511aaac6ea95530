package dev.gatehold.core.run;

import dev.gatehold.core.flow.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names one execution of a step within a run: {@code apply} outside of loops, {@code apply@2} in
 * the second lap of the loop around it, {@code apply@2.1} in the first lap of a loop inside of
 * that. What undoes it ends in {@code .rollback}.
 *
 * @param id of the step in its flow
 * @param laps of the loops around it, the outermost first, counted from 1
 */
public record Address(String id, List<Integer> laps) {
  private static final String ROLLBACK = ".rollback";

  public Address {
    laps = List.copyOf(laps);
  }

  /**
   * The address of this text; for one that undoes, that of the step that is undone.
   *
   * @throws IllegalArgumentException for text that is none
   */
  public static Address parse(String text) {
    int at = text.indexOf('@');
    int undo = text.indexOf(ROLLBACK);
    String step = undo < 0 ? text : text.substring(0, undo);
    if (at < 0) {
      return new Address(step, List.of());
    }
    List<Integer> laps = new ArrayList<>();
    for (String lap : step.substring(at + 1).split("\\.", -1)) {
      laps.add(Integer.parseInt(lap));
    }
    return new Address(step.substring(0, at), laps);
  }

  /** The id of the step that this text addresses. */
  public static String idOf(String text) {
    int end = text.length();
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '@' || text.charAt(i) == '.') {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** Whether this text addresses what undoes a step. */
  public static boolean undoes(String text) {
    return text.contains(ROLLBACK);
  }

  /** The address under which a step is undone for the nth time, counted from 1. */
  static String rollback(String of, int nth) {
    return nth == 1 ? of + ROLLBACK : of + ROLLBACK + "-" + nth;
  }

  /** The address of another step as seen from here; empty when it is in a loop that this is not. */
  Optional<Address> sees(String other, Layout layout) {
    return layout.visible(other, id)
        ? Optional.of(new Address(other, laps.subList(0, layout.loops(other).size())))
        : Optional.empty();
  }

  /** The address of a step of the loop that this is, in one of its laps. */
  Address in(String inner, int lap) {
    List<Integer> inside = new ArrayList<>(laps);
    inside.add(lap);
    return new Address(inner, inside);
  }

  /** Whether this one is in these laps, or in laps inside of them. */
  boolean within(List<Integer> outer) {
    return laps.size() >= outer.size() && laps.subList(0, outer.size()).equals(outer);
  }

  public String text() {
    if (laps.isEmpty()) {
      return id;
    }
    StringBuilder text = new StringBuilder(id).append('@');
    for (int i = 0; i < laps.size(); i++) {
      text.append(i == 0 ? "" : ".").append(laps.get(i));
    }
    return text.toString();
  }
}
