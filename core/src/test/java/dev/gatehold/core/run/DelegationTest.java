package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.EVE;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.People;
import dev.gatehold.core.cast.Seeds;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One person uses the right of another. */
class DelegationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Story asking(String source, int count, People people) {
    return given(flow(gate("review", people(count, source)).step()))
        .among(people.directory())
        .started(Map.of());
  }

  private static Decision said(Story story) {
    return story.lastEvents().stream()
        .filter(DecisionRecorded.class::isInstance)
        .map(each -> ((DecisionRecorded) each).decision())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_delegate_of_somebody_who_is_away_decides_and_the_record_names_the_chain() {
    Story story =
        asking("user:bob", 1, People.usual().away("bob", "dan").away("dan", "eve"))
            .approves(EVE, "review")
            .thenEvents(
                "eve said approve to review", "review is approved, round 1", "run ended completed");
    assertThat(said(story).standIns())
        .extracting(StandIn::chain)
        .containsExactly(List.of("bob", "dan", "eve"));
  }

  @Test
  void only_while_the_absence_lasts() {
    People people =
        People.usual()
            .away("bob", "dan", Cast.START.plus(HOUR), Cast.START.plus(HOUR.multipliedBy(2)));
    asking("user:bob", 1, people)
        .at(HOUR.minusMillis(1))
        .approves(DAN, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .at(HOUR.multipliedBy(2))
        .approves(DAN, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .at(HOUR.multipliedBy(2).minusMillis(1))
        .approves(DAN, "review");
  }

  @Test
  void a_right_is_used_once_whoever_uses_it() {
    People people = People.usual().away("bob", "dan");
    Story both = asking("group:sre", 2, people);
    both.approves(DAN, "review")
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_rejection_by_a_right_that_its_owner_took_back_no_longer_counts() {
    People people =
        People.usual().group("board", "bob", "carol", "eve", "frank").away("bob", "dan");
    Story story =
        given(
                flow(
                    gate("review", people(1, "group:board"))
                        .rejectsWhen(new Rejects.Enough(2))
                        .step()))
            .among(people.directory())
            .started(Map.of());
    story
        .rejects(DAN, "review")
        .rejects(BOB, "review")
        .thenEvents("bob said reject to review")
        .rejects(CAROL, "review")
        .thenEvents(
            "carol said reject to review", "review is rejected, round 1", "run ended rejected");
  }

  @Test
  void one_person_with_two_rights_fills_one_place() {
    People people = People.usual().away("carol", "bob");
    asking("group:sre", 2, people).approves(BOB, "review").thenEvents("bob said approve to review");
  }

  @Test
  void never_to_the_requester_nor_through_the_requester() {
    asking("user:bob", 1, People.usual().away("bob", "alice"))
        .approves(ALICE, "review")
        .thenRefused(Code.DECIDER_EXCLUDED);
    asking("user:bob", 1, People.usual().away("bob", "alice").away("alice", "dan"))
        .approves(DAN, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void the_requesters_own_right_goes_to_nobody() {
    asking("user:alice", 1, People.usual().away("alice", "dan"))
        .approves(DAN, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void a_gate_stays_open_as_long_as_somebody_can_take_a_lent_right_back() {
    Story story =
        given(flow(gate("review", all(people(1, "user:bob"), people(1, "group:security"))).step()))
            .among(People.usual().away("dan", "bob").directory())
            .started(Map.of())
            .approves(BOB, "review")
            .thenEvents("bob said approve to review");
    story
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_right_that_was_used_gives_a_second_person_no_say() {
    asking("user:bob", 1, People.usual()).approves(BOB, "review");
    given(flow(gate("review", all(people(1, "user:bob"), people(1, "group:security"))).step()))
        .among(People.usual().away("bob", "eve").directory())
        .started(Map.of())
        .approves(BOB, "review")
        .rejects(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void nobody_is_shown_as_able_by_the_right_of_somebody_excluded() {
    asking("user:alice", 1, People.usual().away("alice", "dan"))
        .thenEvents(
            "run started by alice", "review asks, round 1", "review incident request.impossible");
  }

  @Test
  void at_most_five_links() {
    People people = People.usual().away("bob", "p1");
    for (int i = 1; i < 7; i++) {
      people.away("p" + i, "p" + (i + 1));
    }
    people.knowing("p7");
    asking("user:bob", 1, people)
        .approves(Principal.person("p6"), "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .approves(Principal.person("p5"), "review");
  }

  @Test
  void a_circle_gives_nobody_more_than_they_have() {
    People people = People.usual().away("bob", "carol").away("carol", "bob");
    asking("group:sre", 2, people)
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void one_request_is_handed_over_by_the_one_who_is_asked() {
    Story story =
        asking("user:bob", 1, People.usual())
            .handsOver(BOB, "review", "eve")
            .thenEvents("bob handed review to eve");
    story.approves(EVE, "review");
    assertThat(said(story).standIns()).extracting(StandIn::person).containsExactly("bob");
  }

  @Test
  void a_hand_over_is_taken_back() {
    asking("user:bob", 1, People.usual())
        .handsOver(BOB, "review", "eve")
        .handsOver(BOB, "review", "bob")
        .approves(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void a_hand_over_ends_when_it_says_so() {
    asking("user:bob", 1, People.usual())
        .when(new HandOver("review", null, "eve", null, Cast.START.plus(HOUR)), BOB)
        .at(HOUR)
        .approves(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void hand_overs_that_lead_nowhere_good_are_refused() {
    Story story = asking("user:bob", 1, People.usual());
    story
        .handsOver(BOB, "review", "alice")
        .thenRefused(Code.DECIDER_EXCLUDED)
        .handsOver(BOB, "review", "mallory")
        .thenRefused(Code.HANDOVER_REFUSED)
        .handsOver(CAROL, "review", "eve")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .handsOver(ALICE, "review", "eve")
        .thenRefused(Code.DECIDER_EXCLUDED)
        .handsOver(Cast.BOT, "review", "eve")
        .thenRefused(Code.DECIDER_NOT_A_PERSON)
        .when(new HandOver("review", null, "eve", null, Cast.START), BOB)
        .thenRefused(Code.HANDOVER_REFUSED);
    asking("group:sre", 2, People.usual().away("carol", "bob"))
        .handsOver(BOB, "review", "carol")
        .thenRefused(Code.HANDOVER_REFUSED);
  }

  @Test
  void an_admin_reassigns_with_a_reason_and_nobody_else_does() {
    People people = People.usual().admin("heidi");
    Principal heidi = Principal.person("heidi");
    Story story = asking("user:bob", 1, people);
    story
        .when(new HandOver("review", "bob", "eve", "bob is ill", null), CAROL)
        .thenRefused(Code.HANDOVER_REFUSED)
        .when(new HandOver("review", "bob", "eve", " ", null), heidi)
        .thenRefused(Code.HANDOVER_REFUSED)
        .when(new HandOver("review", "bob", "eve", "bob is ill", null), heidi)
        .thenEvents("bob handed review to eve")
        .approves(EVE, "review");
  }

  @Test
  void the_right_of_somebody_who_left_is_gone_unless_an_admin_passed_it_on() {
    People people = People.usual().admin("heidi");
    Story left = asking("user:bob", 1, people).handsOver(BOB, "review", "eve");
    left.among(People.usual().admin("heidi").without("bob"))
        .approves(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .when(new HandOver("review", "bob", "eve", "bob left", null), Principal.person("heidi"))
        .approves(EVE, "review");
  }

  @Test
  void two_parts_need_two_people_even_if_one_has_the_rights_for_both() {
    given(flow(gate("review", all(people(1, "group:sre"), people(1, "group:security"))).step()))
        .among(People.usual().away("dan", "bob").directory())
        .started(Map.of())
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void accounts_of_one_person_count_as_that_person() {
    People people = People.usual().account("bob", "bob.admin");
    asking("group:sre", 2, people)
        .approves(BOB, "review")
        .approves(Principal.person("bob.admin"), "review")
        .thenRefused(Code.DECISION_REPEATED);
    Story story = given(flow(gate("review", 1).step())).among(people.directory());
    story
        .startedBy(Principal.person("bob.admin"), Map.of())
        .approves(BOB, "review")
        .thenRefused(Code.DECIDER_EXCLUDED);
    asking("user:bob.admin", 1, people).approves(BOB, "review");
  }

  /**
   * Incident 18 of the research: a cycle spun at full load, and delegation reached the requester.
   */
  @Test
  void random_delegations_end_are_short_and_never_reach_the_requester() {
    SplittableRandom random = new SplittableRandom(Seeds.seed());
    List<String> ids = List.of("alice", "bob", "carol", "dan", "eve", "frank", "grace", "heidi");
    for (int i = 0; i < 100_000; i++) {
      People people = People.usual();
      for (String id : ids) {
        if (random.nextInt(3) > 0) {
          people.away(id, ids.get(random.nextInt(ids.size())));
        }
      }
      Electorate electorate =
          new Electorate(people.directory(), Cast.START, Set.of("alice"), List.of());
      for (String id : ids) {
        List<String> chain = electorate.chainFrom(id);
        assertThat(chain).hasSizeLessThanOrEqualTo(StandIn.MAX_LINKS).doesNotContain("alice", id);
        assertThat(chain).doesNotHaveDuplicates();
        assertThat(electorate.standInsOf(id))
            .allSatisfy(right -> {
              assertThat(right.chain()).endsWith(id).doesNotContain("alice");
              assertThat(right.person()).isNotEqualTo(id);
            });
      }
    }
  }
}
