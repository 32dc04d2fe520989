package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;

class DailyScheduleTest {
  private static final int TRIES = 1000;
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");
  private static final Duration LONGEST_DAY = Duration.ofHours(49);

  @Test
  void shouldComeAfterTheMomentAndWithinADay() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          DailySchedule schedule = schedule(values);
          Instant moment = moment(values);

          // When
          Instant next = schedule.after(moment);

          // Then
          assertThat(next).isAfter(moment);
          assertThat(Duration.between(moment, next)).isLessThanOrEqualTo(LONGEST_DAY);
        });
  }

  @Test
  void shouldMissNothingBetweenOneTimeAndTheNext() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          DailySchedule schedule = schedule(values);
          Instant moment = moment(values);

          // When
          Instant next = schedule.after(moment);

          // Then
          assertThat(schedule.atOrBefore(next)).isEqualTo(next);
          assertThat(schedule.atOrBefore(next.minusNanos(1)))
              .isEqualTo(schedule.atOrBefore(moment));
          assertThat(schedule.after(schedule.atOrBefore(moment))).isEqualTo(next);
        });
  }

  @Test
  void shouldShowTheTimeOfDayUnlessClocksSkipIt() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          DailySchedule schedule = schedule(values);
          Instant moment = moment(values);

          // When
          var local = schedule.after(moment).atZone(schedule.zone());

          // Then
          boolean skipped =
              schedule
                  .zone()
                  .getRules()
                  .getValidOffsets(local.toLocalDate().atTime(schedule.at()))
                  .isEmpty();
          assertThat(
                  local.toLocalTime().equals(schedule.at()) || skipped || isAfterSkippedDay(local))
              .isTrue();
        });
  }

  /** A gap that reaches midnight moves the time to the next date. */
  private static boolean isAfterSkippedDay(java.time.ZonedDateTime local) {
    return local.getZone().getRules().getTransition(local.toLocalDate().atStartOfDay()) != null;
  }

  @Test
  void shouldRunLateWhereClocksAreSetForwardAndOnceWhereTheyAreSetBack() {
    // Given
    DailySchedule schedule = DailySchedule.of("02:30", "Europe/Zurich");

    // When, then
    assertThat(schedule.after(Instant.parse("2026-03-28T12:00:00Z")))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    Instant first = schedule.after(Instant.parse("2026-10-24T12:00:00Z"));
    assertThat(first).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(schedule.after(first)).isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void shouldNotLoseADayThatAPlaceLeavesOut() {
    // Given
    DailySchedule schedule = DailySchedule.of("02:00", "Pacific/Apia");

    // When, then
    assertThat(schedule.after(Instant.parse("2011-12-29T13:00:00Z")))
        .isEqualTo(Instant.parse("2011-12-30T12:00:00Z"));
  }

  @Test
  void shouldSayWhatToWrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DailySchedule.of("2am", "UTC"))
        .withMessageContaining("'2am'")
        .withMessageContaining("02:00");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DailySchedule.of("02:00", "Zurich"))
        .withMessageContaining("'Zurich'")
        .withMessageContaining("Europe/Zurich");
  }

  private static DailySchedule schedule(Values values) {
    int minute = values.integer(0, 24 * 60 - 1);
    String zone =
        values.oneOf(
            "UTC",
            "Europe/Zurich",
            "America/New_York",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Casablanca",
            "Asia/Tehran");
    return new DailySchedule(LocalTime.of(minute / 60, minute % 60), ZoneId.of(zone));
  }

  private static Instant moment(Values values) {
    return Instant.ofEpochSecond(values.longInteger(FIRST.getEpochSecond(), LAST.getEpochSecond()));
  }
}
