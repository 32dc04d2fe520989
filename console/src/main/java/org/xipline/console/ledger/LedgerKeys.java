package org.xipline.console.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the ledger, as operators say them. */
public final class LedgerKeys {
  public static final Setting<Integer> STANDBY_REPLICAS =
      Setting.of(
          "ledger.standby-replicas",
          SettingType.number(0, 3),
          "0",
          "The number of additional instances that keep a copy of the accounts, so that they can"
              + " take over at once.");

  public static final Setting<Duration> START_TIMEOUT =
      Setting.of(
          "ledger.start-timeout",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          "10m",
          "The time within which the ledger's stores must be open. Stores that were lost are"
              + " rebuilt from the brokers.");

  public static final Setting<Duration> LOOK_EVERY =
      Setting.of(
          "console.look-every",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "10s",
          "How often the brokers and accounts are read for the meters of lag, balance and feeds.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of("console", STANDBY_REPLICAS, START_TIMEOUT, LOOK_EVERY);

  private LedgerKeys() {}

  /**
   * What was said.
   *
   * @param stateDirectory of this process
   */
  public static LedgerSettings read(Settings settings, Path stateDirectory) {
    return new LedgerSettings(
        LedgerSettings.Keeping.SHARED,
        stateDirectory,
        settings.get(START_TIMEOUT),
        settings.get(STANDBY_REPLICAS));
  }
}
