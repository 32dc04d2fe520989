package org.xipline.console.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 10MiB}, {@code 1.5 GB} or {@code 10485760}. */
public final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\\s*(B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Long> UNITS =
      Map.of(
          "b", 1L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L);

  @Override
  public Long convert(String value) {
    Matcher matcher = SHAPE.matcher(value.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException(notASize(value));
    }
    String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
    try {
      return bytes(matcher.group(1), UNITS.getOrDefault(unit, 1L));
    } catch (ArithmeticException | NumberFormatException _) {
      throw new TypeConversionException(notASize(value));
    }
  }

  private static long bytes(String number, long unit) {
    return number.contains(".")
        ? new BigDecimal(number).multiply(BigDecimal.valueOf(unit)).longValueExact()
        : Math.multiplyExact(Long.parseLong(number), unit);
  }

  private static String notASize(String value) {
    return "'" + value + "' is not a number of bytes; examples: 10MiB, 10485760";
  }
}
