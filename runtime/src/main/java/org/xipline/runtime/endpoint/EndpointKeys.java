package org.xipline.runtime.endpoint;

import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of a process's HTTP endpoint. */
public final class EndpointKeys {
  public static final Setting<String> HOST =
      Setting.of(
          "endpoint.host",
          SettingType.text("an address of this machine"),
          "127.0.0.1",
          "Where `/health` and `/metrics` are served; `0.0.0.0` for other machines too.");

  public static final Setting<Integer> PORT =
      Setting.of(
          "endpoint.port",
          SettingType.number(0, 65535),
          "8080",
          "The port there; 0 for any that is free, which is then said.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Endpoint", HOST, PORT);

  private EndpointKeys() {}
}
