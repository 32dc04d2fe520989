package org.xipline.convert.item;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final Pattern BASIC =
      Pattern.compile(
          "(\\d{4})(\\d\\d)(\\d\\d)[Tt](\\d\\d)(\\d\\d)(?:(\\d\\d)([.,]\\d+)?)?([Zz]|[+-].*)");

  /** The extended form as far as the formatter knows it, but for its three exceptions. */
  private static final Pattern EXTENDED =
      Pattern.compile(
          "(?<date>.+)[Tt](?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?)?"
              + "(?<offset>[Zz]|[+-].*)");

  private static final int NANO_DIGITS = 9;

  private SentTime() {}

  /**
   * Empty if the text is none, or has no offset. A leap second counts as the one before it, what is
   * below a nanosecond is cut off.
   */
  static Optional<OffsetDateTime> parse(String text) {
    Matcher time = EXTENDED.matcher(extended(text.strip()));
    if (!time.matches()) {
      return Optional.empty();
    }
    boolean endOfDay = time.group("hour").equals("24") && isWholeHour(time);
    String hour = endOfDay ? "00" : time.group("hour");
    try {
      return Optional.of(OffsetDateTime.parse(canonical(time, hour), FORMAT))
          .map(parsed -> endOfDay ? parsed.plusDays(1) : parsed);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String extended(String text) {
    Matcher basic = BASIC.matcher(text);
    if (!basic.matches()) {
      return text;
    }
    String seconds =
        Optional.ofNullable(basic.group(6))
            .map(second -> ":" + second + Optional.ofNullable(basic.group(7)).orElse(""))
            .orElse("");
    return basic.replaceFirst("$1-$2-$3T$4:$5" + seconds + "$8");
  }

  private static boolean isWholeHour(Matcher time) {
    return Stream.of("minute", "second", "fraction")
        .map(time::group)
        .allMatch(digits -> digits == null || digits.chars().allMatch(c -> c == '0'));
  }

  private static String canonical(Matcher time, String hour) {
    String second = Optional.ofNullable(time.group("second")).orElse("00");
    String fraction = Optional.ofNullable(time.group("fraction")).orElse("0");
    return "%sT%s:%s:%s.%s%s"
        .formatted(
            time.group("date"),
            hour,
            time.group("minute"),
            second.equals("60") ? "59" : second,
            fraction.substring(0, Math.min(NANO_DIGITS, fraction.length())),
            time.group("offset"));
  }

  /** The time, if a message's Date can say it. */
  static Optional<OffsetDateTime> usable(OffsetDateTime time) {
    return whyUnusable(time).isEmpty() ? Optional.of(time) : Optional.empty();
  }

  /** Why a message's Date cannot say the time; empty if it can. */
  static Optional<String> whyUnusable(OffsetDateTime time) {
    int year = time.getYear();
    if (year < FIRST_YEAR) {
      return Optional.of(
          "is out of range: a Date field cannot contain a year before " + FIRST_YEAR);
    }
    return year > LAST_YEAR
        ? Optional.of("is out of range: a Date field cannot contain a year after " + LAST_YEAR)
        : Optional.empty();
  }
}
