package dev.gatehold.core.approval;

import java.util.ArrayList;
import java.util.List;

/** What a gate keeps from round to round; in order of time. */
public record Dossier(List<Handover> handovers, List<Feedback> feedback) {
  public static final Dossier EMPTY = new Dossier(List.of(), List.of());

  public Dossier {
    handovers = List.copyOf(handovers);
    feedback = List.copyOf(feedback);
  }

  /** With a hand-over, which replaces an earlier one by the same person. */
  public Dossier with(Handover handover) {
    List<Handover> more = new ArrayList<>(handovers);
    more.removeIf(each -> each.from().equals(handover.from()));
    more.add(handover);
    return new Dossier(more, feedback);
  }

  public Dossier with(Feedback said) {
    List<Feedback> more = new ArrayList<>(feedback);
    more.add(said);
    return new Dossier(handovers, more);
  }
}
