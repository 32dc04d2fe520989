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
        "The settings of a cluster, as Java properties. Environment variables (XIPLINE_...)"
            + " override them,",
        "and --set overrides both. docs/settings.md lists all settings."
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
