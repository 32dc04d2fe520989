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
 * @param zoneAssumed it says no zone, or one that RFC 5322 does not define: UTC is assumed
 * @see "RFC 5322, 3.3 and 4.3"
 */
record MailDate(OffsetDateTime time, boolean zoneAssumed) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:[A-Za-z]+\\s*,)?\\s*(?<day>\\d{1,2})\\s+(?<month>[A-Za-z]{3})[a-z]*\\s+(?<year>\\d{2,4})"
              + "\\s+(?<hour>\\d{1,2})\\s*:\\s*(?<minute>\\d{2})(?:\\s*:\\s*(?<second>\\d{2}))?"
              + "(?:\\s*(?<offset>[+-]\\d{4}))?(?:\\s*(?<zone>[A-Za-z]+))?");
  private static final int MAX_LENGTH = 200;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONE_HOURS =
      Map.ofEntries(
          Map.entry("ut", 0),
          Map.entry("utc", 0),
          Map.entry("gmt", 0),
          Map.entry("z", 0),
          Map.entry("edt", -4),
          Map.entry("est", -5),
          Map.entry("cdt", -5),
          Map.entry("cst", -6),
          Map.entry("mdt", -6),
          Map.entry("mst", -7),
          Map.entry("pdt", -7),
          Map.entry("pst", -8));

  /** Empty if the text is no date-time, or one that does not exist. */
  static Optional<MailDate> parse(String text) {
    String date = Comments.without(text).strip();
    Matcher matcher = FORMAT.matcher(date);
    if (date.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      Optional<ZoneOffset> offset = offset(matcher);
      OffsetDateTime time = local(matcher).atOffset(offset.orElse(ZoneOffset.UTC));
      return SentTime.usable(time).map(usable -> new MailDate(usable, offset.isEmpty()));
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

  /** By its digits, whatever name stands behind them; else by its name, if that is defined. */
  private static Optional<ZoneOffset> offset(Matcher matcher) {
    return Optional.ofNullable(matcher.group("offset"))
        .map(digits -> ZoneOffset.of(digits.substring(0, 3) + ":" + digits.substring(3)))
        .or(() ->
            Optional.ofNullable(matcher.group("zone"))
                .map(name -> ZONE_HOURS.get(name.toLowerCase(Locale.ROOT)))
                .map(ZoneOffset::ofHours));
  }
}
