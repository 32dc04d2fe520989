package org.xipline.runtime.settings;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** What one process was told, each value good by itself and all of them together. */
public final class Settings {
  private final Map<Setting<?>, Object> values;
  private final Map<String, String> kafka;

  Settings(Map<Setting<?>, Object> values, Map<String, String> kafka) {
    this.values = Map.copyOf(values);
    this.kafka = Map.copyOf(kafka);
  }

  /**
   * The value of a setting.
   *
   * @param setting one of the catalogues that these settings were read for
   */
  @SuppressWarnings("unchecked") // The value was made by the setting's own type.
  public <T> T get(Setting<T> setting) {
    return (T) requireNonNull(values.get(setting), () -> "not in the catalogue: " + setting.key());
  }

  /** Kafka client properties that are handed on as they are, without their prefix. */
  public Map<String, String> kafkaProperties() {
    return kafka;
  }

  /** Names what was set, and no value: some are secret. */
  @Override
  public String toString() {
    return values.keySet().stream().map(Setting::key).sorted().toList() + " " + kafka.keySet();
  }
}
