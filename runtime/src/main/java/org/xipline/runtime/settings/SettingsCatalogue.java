package org.xipline.runtime.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * What can be set for one kind of process.
 *
 * @param name of that which they belong to, as in the table of all settings
 * @param settings in the order of the table
 * @param rules what they must be together
 */
public record SettingsCatalogue(String name, List<Setting<?>> settings, List<SettingsRule> rules) {

  public SettingsCatalogue {
    settings = List.copyOf(settings);
    rules = List.copyOf(rules);
  }

  /** Settings that need no rules. */
  public static SettingsCatalogue of(String name, Setting<?>... settings) {
    return new SettingsCatalogue(name, List.of(settings), List.of());
  }

  /** The same, with a rule more. */
  public SettingsCatalogue with(SettingsRule rule) {
    return new SettingsCatalogue(
        name, settings, Stream.concat(rules.stream(), Stream.of(rule)).toList());
  }
}
