package dev.gatehold.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  @ParameterizedTest
  @CsvSource({
    "08:00-17:30, 08:00, 17:30",
    "22:00-06:00, 22:00, 06:00",
    "18:00-24:00, 18:00, 00:00",
    "00:00-24:00, 00:00, 00:00",
    "09:00-09:00, 09:00, 09:00"
  })
  void reads_hours_and_writes_them_again(String hours, LocalTime opens, LocalTime closes) {
    Window window = Window.parse(DayOfWeek.MONDAY, hours);
    assertThat(window).isEqualTo(new Window(DayOfWeek.MONDAY, opens, closes));
    assertThat(window.hours()).isEqualTo(hours);
    assertThat(window).hasToString("Monday " + hours);
  }

  @Test
  void midnight_as_the_end_is_the_end_of_the_day() {
    assertThat(Window.parse(DayOfWeek.FRIDAY, "18:00-00:00"))
        .isEqualTo(Window.parse(DayOfWeek.FRIDAY, "18:00-24:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8:00-17:00", "24:00-06:00", "08:00-24:01", "08:60-09:00", "08:00", "08-17"})
  void refuses_other_hours(String hours) {
    assertThatThrownBy(() -> Window.parse(DayOfWeek.MONDAY, hours))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected hours such as '08:00-17:30' or '22:00-06:00', but found '"
                + hours
                + "'. Write two digits for hour and minute, and 24:00 for the end of the day.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"23:59:59", "23:59:59.999999999", "12:00:00.001"})
  void refuses_times_between_minutes(LocalTime time) {
    String message =
        "Expected a time in whole minutes, but found '"
            + time
            + "'. For the end of the day write 24:00 (00:00 of the next day).";
    assertThatThrownBy(() -> new Window(DayOfWeek.MONDAY, LocalTime.NOON, time))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> new Window(DayOfWeek.MONDAY, time, LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
