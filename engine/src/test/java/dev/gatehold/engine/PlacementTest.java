package dev.gatehold.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Home;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final List<String> KEYS =
      IntStream.range(0, 2_000).mapToObj(i -> "alice\nkey " + i).toList();

  @Test
  void one_database_more_takes_keys_and_moves_none_between_the_others() {
    for (int databases = 1; databases < 8; databases++) {
      Home joined = new Home(databases + 1);
      for (String key : KEYS) {
        List<Home> before = Placement.placesOf(key, databases);
        List<Home> after = Placement.placesOf(key, databases + 1);
        assertThat(after).startsWith(before.toArray(Home[]::new));
        assertThat(after.subList(before.size(), after.size())).isIn(List.of(), List.of(joined));
      }
    }
  }

  @Test
  void each_database_has_its_share_of_the_keys() {
    for (int databases : new int[] {1, 2, 5}) {
      int[] has = new int[databases + 1];
      KEYS.forEach(key -> has[Placement.placesOf(key, has.length - 1).getLast().number()]++);
      for (int number = 1; number <= databases; number++) {
        assertThat(has[number])
            .isBetween(KEYS.size() / databases * 8 / 10, KEYS.size() / databases * 12 / 10);
      }
    }
  }
}
