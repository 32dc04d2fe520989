package org.xipline.convert.item;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** An ISO 8601 date-time with offset, as items write it. */
final class SentTime {
  /** RFC 5322, 3.3: no Date is before it. */
  private static final int FIRST_YEAR = 1900;

  /** The last of four digits, which is as many as readers of mail take. */
  private static final int LAST_YEAR = 9999;

  /** Offsets as {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private SentTime() {}

  /** Empty if the text is none, or has no offset. */
  static Optional<OffsetDateTime> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip(), FORMAT));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The time, if a message's Date can say it. */
  static Optional<OffsetDateTime> usable(OffsetDateTime time) {
    return whyUnusable(time).isEmpty() ? Optional.of(time) : Optional.empty();
  }

  /** Why a message's Date cannot say the time; empty if it can. */
  static Optional<String> whyUnusable(OffsetDateTime time) {
    int year = time.getYear();
    if (year < FIRST_YEAR) {
      return Optional.of("is too far off, a Date field cannot carry a year before " + FIRST_YEAR);
    }
    return year > LAST_YEAR
        ? Optional.of("is too far off, a Date field cannot carry a year after " + LAST_YEAR)
        : Optional.empty();
  }
}
