package org.xipline.console.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.settings.SettingType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a command waits for the end of what it began. */
final class WaitOption {
  private static final SettingType<Duration> TYPE =
      SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(30));

  @Option(
      names = "--wait",
      paramLabel = "D",
      converter = Time.class,
      description = {
        "Wait for outcomes no longer than this, for example 30s or 1h30m, then end with exit"
            + " code 1. The",
        "same command then continues (default: no limit)."
      })
  private @Nullable Duration limit;

  /** Until when to wait, where the command began then. */
  Optional<Instant> deadline(Instant began) {
    return Optional.ofNullable(limit).map(began::plus);
  }

  static final class Time implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        return TYPE.parser().apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "must be " + TYPE.syntax() + ", for example 30s; not " + text);
      }
    }
  }
}
