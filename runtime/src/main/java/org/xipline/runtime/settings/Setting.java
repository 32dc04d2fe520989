package org.xipline.runtime.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that an operator can choose.
 *
 * @param key as in a file: lower case, words joined by {@code -}, groups by {@code .}
 * @param type what its text means
 * @param fallback what counts where nobody says anything; without one the setting is required
 * @param meaning for the operator: what it does, in a sentence
 * @param <T> of its value
 */
public record Setting<T>(
    String key, SettingType<T> type, Optional<String> fallback, String meaning) {
  private static final String ENVIRONMENT_PREFIX = "XIPLINE_";
  private static final String FILE_SUFFIX = "-file";

  /** One that every process that knows it must be given. */
  public static <T> Setting<T> required(String key, SettingType<T> type, String meaning) {
    return new Setting<>(key, type, Optional.empty(), meaning);
  }

  /** One with a value to start from; the empty text for one that may be left out. */
  public static <T> Setting<T> of(
      String key, SettingType<T> type, String fallback, String meaning) {
    return new Setting<>(key, type, Optional.of(fallback), meaning);
  }

  /** As in the environment. */
  public String environmentName() {
    return environmentName(key);
  }

  /** For a secret: the key that names a file with the value in it. */
  public Optional<String> fileKey() {
    return type.secret() ? Optional.of(key + FILE_SUFFIX) : Optional.empty();
  }

  static String environmentName(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
