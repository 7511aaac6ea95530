package dev.gatehold.server.page.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Frame.Csrf;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Gallery;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.request.RequestPage.Ballot;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.You;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestPagesTest {
  private static final Frame FRAME = new Frame("t", Place.INBOX, null, new Csrf("_csrf", "x"));
  private static final You ASKED = new You(true, null, null);

  private static RequestPage page(RequestDetail request, String viewer) {
    return RequestSamples.maker().show(FRAME, request, viewer, Gallery.NOW);
  }

  private static Ballot ballot(RequestDetail request, String viewer) {
    return Objects.requireNonNull(page(request, viewer).ballot());
  }

  @Test
  void whoeverIsAskedCanSayBoth() {
    Ballot ballot = ballot(RequestSamples.told(ASKED), "bob");

    assertThat(ballot.canApprove()).isTrue();
    assertThat(ballot.canReject()).isTrue();
    assertThat(ballot.commentFor()).isEqualTo("reject");
  }

  @Test
  void whatStandsNeedsNotBeSaidAgainAndCanBeTurned() {
    Ballot ballot = ballot(RequestSamples.told(ASKED), "carol");

    assertThat(ballot.said()).isEqualTo("approve");
    assertThat(ballot.canApprove()).isFalse();
    assertThat(ballot.canReject()).isTrue();
  }

  @Test
  void withoutRequiredEvidenceOnlyRejectingIsLeft() {
    Ballot ballot =
        ballot(RequestSamples.told(new You(false, "evidence.missing", "It is missing.")), "bob");

    assertThat(ballot.canApprove()).isFalse();
    assertThat(ballot.canReject()).isTrue();
  }

  @Test
  void whoeverMayNotDecideIsToldWhyInsteadOfSeeingButtons() {
    RequestPage page =
        page(RequestSamples.told(new You(false, "decider.excluded", "You asked.")), "alice");

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
                "bob",
                Gallery.NOW,
                Map.of("comment", "my reasons", "form.ticket", "OPS-1"),
                Notice.refused("Too late.", "Look."));

    assertThat(page.ballot()).isNull();
    assertThat(page.unsent().facts())
        .extracting(fact -> fact.name() + "=" + fact.value())
        .contains("Comment=Word[text=my reasons]", "ticket=Word[text=OPS-1]");
  }
}
