package org.xipline.convert.mime;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A point in time as a Date field has it: in English, with the offset of the source. */
final class MailTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);
  private static final DateTimeFormatter UNZONED =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss '-0000'", Locale.ENGLISH);
  private static final int MINUTE = 60;

  private MailTime() {}

  static String format(OffsetDateTime time) {
    return FORMAT.format(time.withOffsetSameInstant(wholeMinutes(time.getOffset())));
  }

  /** The same in UTC, said not to be where it was written. RFC 5322, 3.3. */
  static String withoutZone(OffsetDateTime time) {
    return UNZONED.format(time.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /** A Date field cannot say the seconds of an offset. */
  private static ZoneOffset wholeMinutes(ZoneOffset offset) {
    return ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() / MINUTE * MINUTE);
  }
}
