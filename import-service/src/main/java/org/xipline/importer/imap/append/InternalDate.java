package org.xipline.importer.imap.append;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes the internal date of a message, in the offset it was sent in.
 *
 * @see "RFC 3501, date-time"
 */
final class InternalDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss xx", Locale.ENGLISH);
  private static final int SECONDS_IN_A_MINUTE = 60;

  private InternalDate() {}

  /** The date, without quotes. */
  static String of(OffsetDateTime sent) {
    // The format has no seconds of an offset, as old local times have them.
    boolean wholeMinutes = sent.getOffset().getTotalSeconds() % SECONDS_IN_A_MINUTE == 0;
    return FORMAT.format(wholeMinutes ? sent : sent.withOffsetSameInstant(ZoneOffset.UTC));
  }
}
