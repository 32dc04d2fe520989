package org.xipline.convert.item;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The date-time of a Date field, with its offset, which Jakarta Mail's parser forgets.
 *
 * @see "RFC 5322, 3.3 and 4.3"
 */
final class MailDate {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:[A-Za-z]+\\s*,)?\\s*(?<day>\\d{1,2})\\s+(?<month>[A-Za-z]{3})[a-z]*\\s+(?<year>\\d{2,4})"
              + "\\s+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?"
              + "\\s*(?<zone>[+-]\\d{4}|[A-Za-z]{1,5})");
  private static final int MAX_LENGTH = 200;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONE_HOURS =
      Map.of(
          "edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7, "pst", -8);

  private MailDate() {}

  /** Empty if the text is no date-time with a zone, or one that does not exist. */
  static Optional<OffsetDateTime> parse(String text) {
    int comment = text.indexOf('(');
    Matcher matcher = FORMAT.matcher((comment < 0 ? text : text.substring(0, comment)).strip());
    if (text.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      return SentTime.usable(OffsetDateTime.of(local(matcher), offset(matcher.group("zone"))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static LocalDateTime local(Matcher matcher) {
    return LocalDateTime.of(
        year(matcher.group("year")),
        MONTHS.indexOf(matcher.group("month").toLowerCase(Locale.ROOT)) + 1,
        Integer.parseInt(matcher.group("day")),
        Integer.parseInt(matcher.group("hour")),
        Integer.parseInt(matcher.group("minute")),
        Optional.ofNullable(matcher.group("second")).map(MailDate::second).orElse(0));
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return switch (digits.length()) {
      case 2 -> year < 50 ? year + 2000 : year + 1900;
      case 3 -> year + 1900;
      default -> year;
    };
  }

  /** A leap second counts as the one before it. */
  private static int second(String digits) {
    int second = Integer.parseInt(digits);
    return second == 60 ? 59 : second;
  }

  /** A name that RFC 5322 does not define says nothing, and stands for UTC. */
  private static ZoneOffset offset(String zone) {
    if (zone.charAt(0) != '+' && zone.charAt(0) != '-') {
      return ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(zone.toLowerCase(Locale.ROOT), 0));
    }
    return ZoneOffset.of(zone.substring(0, 3) + ":" + zone.substring(3));
  }
}
