package org.xipline.archive.xar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Times as tables of contents write them: {@code 2026-10-31T08:00:00Z}, the Z sometimes left out.
 */
final class UtcTime {
  private static final String PATTERN = "dddd-dd-ddTdd:dd:ddZ";
  private static final int SECONDS_A_DAY = 86_400;

  private UtcTime() {}

  /** The time; empty if it is none. */
  static Optional<Instant> parse(String text) {
    try {
      String zoned = text.endsWith("Z") ? text : text + "Z";
      return Optional.of(isPlain(zoned) ? plain(zoned) : Instant.parse(zoned));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Whether it is written as nearly all are; the JDK's parser needs twenty times as long. */
  private static boolean isPlain(String text) {
    if (text.length() != PATTERN.length()) {
      return false;
    }
    for (int i = 0; i < PATTERN.length(); i++) {
      char c = text.charAt(i);
      if (PATTERN.charAt(i) == 'd' ? c < '0' || c > '9' : c != PATTERN.charAt(i)) {
        return false;
      }
    }
    // A 24th hour and a leap second have rules of their own.
    return two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60;
  }

  private static Instant plain(String text) {
    int year = two(text, 0) * 100 + two(text, 2);
    long day = LocalDate.of(year, two(text, 5), two(text, 8)).toEpochDay();
    int second = (two(text, 11) * 60 + two(text, 14)) * 60 + two(text, 17);
    return Instant.ofEpochSecond(day * SECONDS_A_DAY + second);
  }

  private static int two(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
