package org.xipline.console.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point in time in ISO 8601, with its offset. */
public final class InstantOption implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "'" + value + "' is not a point in time; example: 2026-11-20T09:15:00Z");
    }
  }
}
