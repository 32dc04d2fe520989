package org.xipline.console.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.settings.SettingsSources;
import picocli.CommandLine.Option;

/** Where the settings of a cluster are said. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "F",
      description = {
        "Settings of a cluster: Java properties. The environment (XIPLINE_...) wins over them,",
        "and --set over both. All of them: docs/settings.md."
      })
  private @Nullable Path config;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting.")
  private List<String> flags = List.of();

  boolean areGiven() {
    return config != null || !flags.isEmpty();
  }

  SettingsSources sources() {
    return new SettingsSources(Optional.ofNullable(config), System.getenv(), flags);
  }
}
