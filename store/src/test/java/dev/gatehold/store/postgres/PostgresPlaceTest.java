package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Where a database is, as people write it. */
class PostgresPlaceTest {
  @Test
  void user_and_password_of_a_url_are_decoded_and_in_no_text() {
    PostgresPlace place = PostgresPlace.of("postgres://gate:p%40ss+%2Fw@db:5433/gatehold?ssl=true");

    assertThat(place.url()).isEqualTo("jdbc:postgresql://db:5433/gatehold?ssl=true");
    assertThat(place.user()).isEqualTo("gate");
    assertThat(place.password()).isEqualTo("p@ss+/w");
    assertThat(place).hasToString("jdbc:postgresql://db:5433/gatehold");
  }

  @Test
  void several_hosts_may_be_named() {
    assertThat(PostgresPlace.of("postgresql://gate@a:5432,b:5432/gatehold").url())
        .isEqualTo("jdbc:postgresql://a:5432,b:5432/gatehold");
  }

  @Test
  void a_url_of_the_driver_is_left_as_it_is() {
    String url = "jdbc:postgresql://db/gatehold?user=me&password=secret&currentSchema=gates";

    assertThat(PostgresPlace.of(url).url()).isEqualTo(url);
    assertThat(PostgresPlace.of(url).toString()).doesNotContain("secret");
  }

  @Test
  void another_kind_of_url_is_refused_without_showing_it() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgresPlace.of("mysql://me:secret@db/gatehold"))
        .withMessageContaining("postgres://")
        .withMessageNotContaining("secret");
  }
}
