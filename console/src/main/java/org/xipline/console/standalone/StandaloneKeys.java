package org.xipline.console.standalone;

import java.nio.file.Path;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the whole pipeline in one process, beside those of its services. */
public final class StandaloneKeys {
  public static final Setting<Path> DATA =
      Setting.of(
          "standalone.data",
          SettingType.path(),
          "xipline-data",
          "The directory for the broker, payloads and ledger of `xipline standalone`. Commands"
              + " take it as `--data`.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("standalone", DATA);

  private StandaloneKeys() {}
}
