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
          "How the log is written to standard error: lines for people, or a JSON object on each"
              + " line.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Log", FORMAT);

  private LogKeys() {}
}
