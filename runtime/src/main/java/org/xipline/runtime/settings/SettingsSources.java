package org.xipline.runtime.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings are said; each wins over the one before.
 *
 * @param file Java properties, UTF-8
 * @param environment of the process; what begins with {@code XIPLINE_} is meant
 * @param flags {@code key=value}, as {@code --set} takes them
 */
public record SettingsSources(
    Optional<Path> file, Map<String, String> environment, List<String> flags) {

  public SettingsSources {
    environment = Map.copyOf(environment);
    flags = List.copyOf(flags);
  }
}
