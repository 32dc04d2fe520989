package org.xipline.runtime.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a setting's text means.
 *
 * @param syntax for the operator: what may be written, as in "must be …"
 * @param secret whether the text is never shown, and may come from a file of its own
 * @param parser throws {@link IllegalArgumentException} at what it cannot take
 */
public record SettingType<T>(String syntax, boolean secret, Function<String, T> parser) {

  /** Any text that is not blank. */
  public static SettingType<String> text(String syntax) {
    return new SettingType<>(syntax, false, SettingType::notBlank);
  }

  /** A whole number. */
  public static SettingType<Integer> number(int least, int most) {
    return new SettingType<>(
        least + " to " + most, false, text -> inRange(Integer.valueOf(text), least, most));
  }

  /** A time as people write it: {@code 20s}, {@code 1h30m}, {@code 0.5s}. */
  public static SettingType<Duration> duration(Duration least, Duration most) {
    return new SettingType<>(
        "a time from %s to %s".formatted(written(least), written(most)),
        false,
        text -> inRange(duration(text), least, most));
  }

  /** A file or directory; relative to where the process was started. */
  public static SettingType<Path> path() {
    return new SettingType<>("a path", false, SettingType::absolute);
  }

  /** A password and the like. */
  public static SettingType<Secret> secretText() {
    return new SettingType<>("a secret", true, text -> new Secret(notBlank(text)));
  }

  /** A value that says what it is itself, and refuses what it cannot be. */
  public static <T> SettingType<T> of(String syntax, Function<String, T> parser) {
    return new SettingType<>(syntax, false, text -> parser.apply(notBlank(text)));
  }

  /** The same, where the empty text means that there is none. */
  public SettingType<Optional<T>> optional() {
    return new SettingType<>(
        syntax,
        secret,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)));
  }

  /** A time as {@link #duration} reads it. */
  public static String written(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Path absolute(String text) {
    try {
      return Path.of(notBlank(text)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return text;
  }

  private static <C extends Comparable<C>> C inRange(C value, C least, C most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
