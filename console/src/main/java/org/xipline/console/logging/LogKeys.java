package org.xipline.console.logging;

import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the log of a process that goes on until it is told to end. */
public final class LogKeys {
  public static final Setting<LogFormat> FORMAT =
      Setting.of(
          "log.format",
          SettingType.of("text or json", LogFormat::of),
          "text",
          "The format of the log on standard error: readable text, or one JSON object per line.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Log", FORMAT);

  private LogKeys() {}
}
