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
          "The address at which `/health` and `/metrics` are served. `0.0.0.0` makes them"
              + " available to other machines.");

  public static final Setting<Integer> PORT =
      Setting.of(
          "endpoint.port",
          SettingType.number(0, 65535),
          "8080",
          "The port of that address. 0 selects a free port, which is logged.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Endpoint", HOST, PORT);

  private EndpointKeys() {}
}
