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
          "How many items are converted at once; by default as many as there are processors.");

  public static final Setting<Duration> STORE_PATIENCE =
      Setting.of(
          "convert.store-patience",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofMinutes(14)),
          "20s",
          "How long a payload store that fails is waited for, at one item.");

  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.of(
          "convert.transaction-timeout",
          SettingType.duration(Duration.ofSeconds(10), Duration.ofMinutes(15)),
          "1m",
          "What the largest item has to fit; an instance that is killed and not started again holds"
              + " its readers up for as long.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of("convert", THREADS, STORE_PATIENCE, TRANSACTION_TIMEOUT)
          .with(
              new SettingsRule(
                  List.of(STORE_PATIENCE, TRANSACTION_TIMEOUT),
                  it -> it.get(STORE_PATIENCE).compareTo(it.get(TRANSACTION_TIMEOUT)) < 0,
                  "an item would wait for the store longer than its transaction lives",
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
