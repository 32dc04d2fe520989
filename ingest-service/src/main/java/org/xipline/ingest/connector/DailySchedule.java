package org.xipline.ingest.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * The same time of day, every day, as clocks at one place show it. Where a clock is put forward
 * past that time, it counts as late as the clock skips; where it is put back, the first of the two
 * counts.
 *
 * @param at to the minute
 * @param zone whose rules decide
 */
public record DailySchedule(LocalTime at, ZoneId zone) {
  private static final DateTimeFormatter SHAPE = DateTimeFormatter.ofPattern("HH:mm");

  /**
   * Reads it.
   *
   * @param at like {@code 02:00}
   * @param zone like {@code Europe/Zurich}
   * @throws IllegalArgumentException if one of them is none; says what to write
   */
  public static DailySchedule of(String at, String zone) {
    return new DailySchedule(timeOf(at), zoneOf(zone));
  }

  /** The first time after this moment. */
  public Instant after(Instant moment) {
    return around(moment).filter(it -> it.isAfter(moment)).findFirst().orElseThrow();
  }

  /** The last time that this moment is not before. */
  public Instant atOrBefore(Instant moment) {
    return around(moment)
        .filter(it -> !it.isAfter(moment))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /** No zone skips more than a day. */
  private Stream<Instant> around(Instant moment) {
    LocalDate day = moment.atZone(zone).toLocalDate();
    return Stream.iterate(-3, days -> days + 1)
        .limit(7)
        .map(days -> day.plusDays(days).atTime(at).atZone(zone).toInstant());
  }

  private static LocalTime timeOf(String at) {
    try {
      return LocalTime.parse(at, SHAPE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + at + "' is not a time of day; example: 02:00", e);
    }
  }

  private static ZoneId zoneOf(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + zone + "' is not a time zone; examples: Europe/Zurich, UTC", e);
    }
  }
}
