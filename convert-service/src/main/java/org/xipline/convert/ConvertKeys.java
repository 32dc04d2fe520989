package org.xipline.convert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.runtime.settings.SettingsRule;

/** Settings of the convert service, as operators say them. */
public final class ConvertKeys {
  /** Empty for one for each processor. */
  public static final Setting<Optional<Integer>> THREADS =
      Setting.of(
          "convert.threads",
          SettingType.number(1, 64).optional(),
          "",
          "The number of items that are converted at the same time. Default: the number of"
              + " processors.");

  public static final Setting<Duration> STORE_PATIENCE =
      Setting.of(
          "convert.store-patience",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofMinutes(14)),
          "20s",
          "How long one item waits for a failing payload store.");

  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.of(
          "convert.transaction-timeout",
          SettingType.duration(Duration.ofSeconds(10), Duration.ofMinutes(15)),
          "1m",
          "The time within which the largest item must be converted. If an instance is killed"
              + " and not restarted, its readers wait for up to this time.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of("convert", THREADS, STORE_PATIENCE, TRANSACTION_TIMEOUT)
          .with(
              new SettingsRule(
                  List.of(STORE_PATIENCE, TRANSACTION_TIMEOUT),
                  it -> it.get(STORE_PATIENCE).compareTo(it.get(TRANSACTION_TIMEOUT)) < 0,
                  "an item would wait for the store longer than the transaction timeout",
                  "make " + STORE_PATIENCE.key() + " shorter"));

  private ConvertKeys() {}

  /**
   * What was said.
   *
   * @param stateDirectory of this process
   */
  public static ConvertSettings read(Settings settings, Path stateDirectory) {
    return new ConvertSettings(
        stateDirectory,
        settings.get(THREADS).orElseGet(() -> ConvertSettings.defaults(stateDirectory).threads()),
        settings.get(STORE_PATIENCE),
        settings.get(TRANSACTION_TIMEOUT));
  }
}
