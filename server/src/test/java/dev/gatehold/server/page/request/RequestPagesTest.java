package dev.gatehold.server.page.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Frame.Csrf;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Gallery;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.request.RequestPage.Ballot;
import dev.gatehold.server.page.request.RequestPage.Button;
import dev.gatehold.server.page.request.RequestPage.Paper;
import dev.gatehold.server.page.request.RequestPages.Viewer;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.You;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestPagesTest {
  private static final Frame FRAME = new Frame("t", Place.INBOX, null, new Csrf("_csrf", "x"));

  private static RequestPage page(RequestDetail request, String viewer) {
    return RequestSamples.maker().show(FRAME, request, new Viewer(viewer, false, Gallery.NOW));
  }

  private static Ballot ballot(RequestDetail request, String viewer) {
    return Objects.requireNonNull(page(request, viewer).ballot());
  }

  private static List<String> words(Paper paper) {
    return paper.buttons().stream().map(Button::word).toList();
  }

  @Test
  void whoeverIsAskedHasAButtonForEveryChoiceThatIsOpen() {
    Ballot ballot = ballot(RequestSamples.told(RequestSamples.ASKED), "bob");

    assertThat(ballot.papers()).hasSize(1);
    assertThat(words(ballot.papers().getFirst()))
        .containsExactly("approve", "reject", "request_changes");
    assertThat(ballot.papers().getFirst().commentFor())
        .isEqualTo("to reject and to request changes");
  }

  @Test
  void aChoiceWithAFormOfItsOwnStandsApart() {
    You asked = new You(true, null, null, List.of("approve", "trial"), false, null);

    List<Paper> papers = ballot(RequestSamples.told(asked), "bob").papers();

    assertThat(papers).extracting(Paper::title).containsExactly(null, "Approve for a trial");
    assertThat(papers.get(1).fields()).extracting(FormField::name).containsExactly("until");
    assertThat(papers.get(1).commentFor()).isEqualTo("for “Approve for a trial”");
  }

  @Test
  void whatMayBeEditedIsShownWithItsValueWhereOneCanApprove() {
    Paper paper = ballot(RequestSamples.told(RequestSamples.ASKED), "bob").papers().getFirst();

    assertThat(paper.edits()).extracting(FormField::value).containsExactly("payments");

    You reject = RequestSamples.refused("evidence.missing", "It is missing.", "reject");
    assertThat(ballot(RequestSamples.told(reject), "bob").papers().getFirst().edits()).isEmpty();
  }

  @Test
  void whatStandsIsSaid() {
    assertThat(ballot(RequestSamples.told(RequestSamples.ASKED), "carol").said())
        .isEqualTo("Approve");
  }

  @Test
  void withoutRequiredEvidenceOnlyRejectingIsLeft() {
    Ballot ballot =
        ballot(
            RequestSamples.told(
                RequestSamples.refused("evidence.missing", "It is missing.", "reject")),
            "bob");

    assertThat(ballot.approvable()).isFalse();
    assertThat(words(ballot.papers().getFirst())).containsExactly("reject");
  }

  @Test
  void onlyWhoeverHasToResubmitSeesTheFormForIt() {
    RequestPage page = page(RequestSamples.rework(), "bob");

    assertThat(page.ballot()).isNull();
    assertThat(Objects.requireNonNull(page.rework()).fields())
        .extracting(field -> field.name() + "=" + field.value())
        .containsExactlyInAnyOrder("service=payments", "risk=8");
  }

  @Test
  void whoeverMayNotDecideIsToldWhyInsteadOfSeeingButtons() {
    RequestPage page =
        page(
            RequestSamples.told(RequestSamples.refused("decider.excluded", "You asked.")), "alice");

    assertThat(page.ballot()).isNull();
    assertThat(page.whyNot()).isEqualTo("You asked.");
  }

  @Test
  void aClosedRequestKeepsWhatWasTypedTooLate() {
    RequestPage page =
        RequestSamples.maker()
            .again(
                FRAME,
                RequestSamples.closed(),
                RequestSamples.BOB,
                Map.of("comment", "my reasons", "say.form.ticket", "OPS-1"),
                Notice.refused("Too late.", "Look."));

    assertThat(page.ballot()).isNull();
    assertThat(page.unsent().facts())
        .extracting(fact -> fact.name() + "=" + fact.value())
        .contains("Comment=Word[text=my reasons]", "ticket=Word[text=OPS-1]");
  }
}
