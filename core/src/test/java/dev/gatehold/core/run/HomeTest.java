package dev.gatehold.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
  private static final String ID = "run_01jd8x5z7n3k4m6p8q9r0s1t2v";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10, 999})
  void an_id_and_all_that_begins_with_it_say_where_the_run_is(int number) {
    Home home = new Home(number);
    String run = home.mark(ID);
    assertThat(Home.of(run)).isEqualTo(home);
    assertThat(Home.of(run + ".review")).isEqualTo(home);
    assertThat(Home.of(run + ".each-7.1.stop")).isEqualTo(home);
  }

  @Test
  void ids_of_the_first_have_no_mark_as_those_made_before_there_were_others() {
    assertThat(Home.FIRST.mark(ID)).isEqualTo(ID);
    assertThat(Home.of(ID)).isEqualTo(Home.FIRST);
    assertThat(Home.of(ID + ".step-2.1")).isEqualTo(Home.FIRST);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "-",
    "run_a-",
    "run_a-02",
    "run_a-1000",
    "run_a-x2",
    "run_a-2x",
    ".-2",
    "-a.-2"
  })
  void text_that_is_no_mark_names_the_first(String id) {
    assertThat(Home.of(id)).isEqualTo(Home.FIRST);
  }

  @Test
  void a_number_out_of_range_is_no_home() {
    assertThatThrownBy(() -> new Home(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Home(1000)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_a_run_calls_is_kept_beside_it_and_sorts_by_time() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    String early = Calls.childOf(new Home(3).mark(ID), "call", 1, now);
    String late = Calls.childOf(ID, "call", 1, now.plusMillis(1));
    assertThat(Home.of(early)).isEqualTo(new Home(3));
    assertThat(Home.of(late)).isEqualTo(Home.FIRST);
    assertThat(early).isLessThan(late);
  }
}
