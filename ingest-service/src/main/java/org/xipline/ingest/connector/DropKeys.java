package org.xipline.ingest.connector;

import java.time.Duration;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;

/** Settings of polling, as operators say them. */
public final class DropKeys {
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofHours(1);

  public static final Setting<Duration> SETTLE_TIME =
      Setting.of(
          "drops.settle-time",
          SettingType.duration(Duration.ZERO, LONGEST),
          SettingType.written(DropSettings.DEFAULT.settleTime()),
          "How long a file in a directory must remain unchanged before it counts as complete.");

  public static final Setting<Duration> BETWEEN =
      Setting.of(
          "drops.between",
          SettingType.duration(SHORTEST, LONGEST),
          SettingType.written(DropSettings.DEFAULT.between()),
          "The interval between two polls of a drop during a run.");

  private DropKeys() {}

  /** What was said. */
  public static DropSettings read(Settings settings) {
    return new DropSettings(
        DropSettings.DEFAULT.groupId(), settings.get(SETTLE_TIME), settings.get(BETWEEN));
  }
}
