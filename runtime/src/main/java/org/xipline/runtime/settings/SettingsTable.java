package org.xipline.runtime.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The table of all settings, in Markdown. */
public final class SettingsTable {
  private static final String HEAD =
      """
      | key | allowed values | default | meaning |
      |---|---|---|---|
      """;

  private SettingsTable() {}

  /** One section for each catalogue, in order. */
  public static String of(List<SettingsCatalogue> catalogues) {
    return catalogues.stream().map(SettingsTable::section).collect(Collectors.joining("\n"));
  }

  private static String section(SettingsCatalogue catalogue) {
    return "## %s\n%s%s"
        .formatted(
            catalogue.name(),
            HEAD,
            catalogue.settings().stream().map(SettingsTable::row).collect(Collectors.joining()));
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.key(),
            cell(setting.type().syntax() + (setting.type().secret() ? " (or `-file`)" : "")),
            setting.fallback().map(SettingsTable::fallback).orElse("**required**"),
            cell(setting.meaning()));
  }

  private static String fallback(String text) {
    return text.isEmpty() ? "none" : "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
