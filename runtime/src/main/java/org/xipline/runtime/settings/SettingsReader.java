package org.xipline.runtime.settings;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads settings from their sources, and says all that is wrong with them at once.
 *
 * <p>Keys of other processes are known and left alone, so that one file serves all of a cluster.
 * What begins with {@code kafka.} and is no setting of ours goes to the Kafka clients as it is.
 */
public final class SettingsReader {
  private static final String KAFKA_PREFIX = "kafka.";
  private static final String FILE_SUFFIX = "-file";

  private final List<SettingsCatalogue> known;
  private final Set<String> reservedKafkaProperties;

  /**
   * @param known of every kind of process
   * @param reservedKafkaProperties those that are not the operator's to choose
   */
  public SettingsReader(List<SettingsCatalogue> known, Set<String> reservedKafkaProperties) {
    this.known = List.copyOf(known);
    this.reservedKafkaProperties = Set.copyOf(reservedKafkaProperties);
  }

  /**
   * The settings of one process.
   *
   * @param wanted catalogues that it reads, of those that are known
   * @throws SettingsException if anything is wrong with them
   */
  public Settings read(SettingsSources sources, List<SettingsCatalogue> wanted)
      throws SettingsException {
    var reading = new Reading(sources);
    wanted.stream().flatMap(it -> it.settings().stream()).forEach(reading::value);
    reading.unknownKeys();
    reading.kafka();
    var settings = new Settings(reading.values, reading.kafka);
    wanted.stream().flatMap(it -> it.rules().stream()).forEach(it -> reading.check(it, settings));
    if (!reading.problems.isEmpty()) {
      throw new SettingsException(reading.problems);
    }
    return settings;
  }

  private Stream<Setting<?>> settings() {
    return known.stream().flatMap(it -> it.settings().stream());
  }

  /** One reading of the sources; collects. */
  private final class Reading {
    final List<SettingsProblem> problems = new ArrayList<>();
    final Map<Setting<?>, Object> values = new HashMap<>();
    final Map<String, String> kafka = new TreeMap<>();
    private final SourceTexts texts;

    Reading(SettingsSources sources) {
      SmallRyeConfig config =
          new SmallRyeConfigBuilder()
              .withSources(new Sources(settings().toList(), problems::add).of(sources))
              .build();
      texts = new SourceTexts(config, problems::add);
    }

    void value(Setting<?> setting) {
      Optional<SourceText> text =
          setting
              .fileKey()
              .flatMap(file -> texts.ofSecret(setting.key(), file))
              .or(() -> texts.of(setting.key()));
      text.ifPresentOrElse(it -> parse(setting, it), () -> fallback(setting));
    }

    private void parse(Setting<?> setting, SourceText text) {
      try {
        values.put(setting, setting.type().parser().apply(text.value()));
      } catch (IllegalArgumentException e) {
        String shown = setting.type().secret() ? "the value" : "\"" + text.value() + "\"";
        problems.add(
            new SettingsProblem(
                setting.key(),
                text.source(),
                shown + " cannot be used",
                "it must be " + setting.type().syntax()));
      }
    }

    private void fallback(Setting<?> setting) {
      setting
          .fallback()
          .ifPresentOrElse(
              text -> values.put(setting, setting.type().parser().apply(text)),
              () -> problems.add(missing(setting)));
    }

    private SettingsProblem missing(Setting<?> setting) {
      return new SettingsProblem(
          setting.key(),
          "not set",
          "it is required",
          "set it to %s, in the file, as %s or with --set"
              .formatted(setting.type().syntax(), setting.environmentName()));
    }

    void unknownKeys() {
      Set<String> keys = new HashSet<>();
      settings().forEach(it -> keys.add(it.key()));
      settings().flatMap(it -> it.fileKey().stream()).forEach(keys::add);
      for (String key : texts.keys()) {
        if (!keys.contains(key) && !key.startsWith(KAFKA_PREFIX)) {
          problems.add(
              new SettingsProblem(
                  key,
                  texts.source(key),
                  "there is no such setting",
                  "remove it; docs/settings.md lists the settings"));
        }
      }
    }

    void kafka() {
      Set<String> own = settings().map(Setting::key).collect(Collectors.toSet());
      for (String key : texts.keys()) {
        if (key.startsWith(KAFKA_PREFIX) && !own.contains(key)) {
          kafka(key.endsWith(FILE_SUFFIX) ? key.substring(0, key.lastIndexOf('-')) : key);
        }
      }
    }

    private void kafka(String key) {
      String property = key.substring(KAFKA_PREFIX.length());
      if (reservedKafkaProperties.contains(property)) {
        problems.add(
            new SettingsProblem(
                key,
                texts.source(key),
                "xipline sets this property itself, because its guarantees depend on it",
                "remove it"));
      } else if (!kafka.containsKey(property)) {
        texts.ofSecret(key, key + FILE_SUFFIX).ifPresent(text -> kafka.put(property, text.value()));
      }
    }

    void check(SettingsRule rule, Settings settings) {
      boolean known = values.keySet().containsAll(rule.about());
      if (known && !rule.holds().test(settings)) {
        problems.add(
            new SettingsProblem(
                join(rule, Setting::key),
                join(rule, it -> texts.source(it.key())),
                rule.wrong(),
                rule.advice()));
      }
    }

    private String join(SettingsRule rule, Function<Setting<?>, String> property) {
      return rule.about().stream().map(property).distinct().collect(Collectors.joining(" and "));
    }
  }
}
