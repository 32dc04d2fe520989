package org.xipline.convert.item;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** An ISO 8601 date-time with offset, as items write it. */
final class SentTime {
  /** RFC 5322 knows no year before it, and four digits. */
  private static final int FIRST_YEAR = 1900;

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

  /** Empty if the text is none, has no offset, or lies outside the years that mail knows. */
  static Optional<OffsetDateTime> parse(String text) {
    try {
      return usable(OffsetDateTime.parse(text.strip(), FORMAT));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The time, if a message's Date can say it. */
  static Optional<OffsetDateTime> usable(OffsetDateTime time) {
    int year = time.getYear();
    return year >= FIRST_YEAR && year <= LAST_YEAR ? Optional.of(time) : Optional.empty();
  }
}
