package org.xipline.runtime.settings;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.MapBackedConfigValueConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Brings the three kinds of sources into one form. */
final class Sources {
  private static final int FILE = 100;
  private static final int ENVIRONMENT = 200;
  private static final int FLAGS = 300;
  private static final String PREFIX = "XIPLINE_";
  private static final String KAFKA = PREFIX + "KAFKA_";
  private static final String FILE_ENDING = ".file";

  /** Of the launcher. */
  private static final Set<String> NOT_SETTINGS = Set.of("XIPLINE_JAVA_OPTS", "XIPLINE_HOME");

  private final List<Setting<?>> known;
  private final Consumer<SettingsProblem> problems;

  Sources(List<Setting<?>> known, Consumer<SettingsProblem> problems) {
    this.known = known;
    this.problems = problems;
  }

  List<ConfigSource> of(SettingsSources sources) {
    var all = new ArrayList<ConfigSource>();
    sources.file().ifPresent(file -> add(all, file));
    all.add(NamedSource.of("environment", environment(sources.environment()), ENVIRONMENT));
    all.add(NamedSource.of("--set", flags(sources.flags()), FLAGS));
    return all;
  }

  private void add(List<ConfigSource> all, Path file) {
    try {
      all.add(NamedSource.of(file, FILE));
    } catch (IOException e) {
      problems.accept(
          new SettingsProblem(
              "--config",
              file.toString(),
              "the file cannot be read (" + e.getClass().getSimpleName() + ")",
              "name a file that this user can read"));
    }
  }

  private Map<String, String> flags(List<String> flags) {
    var values = new HashMap<String, String>();
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      if (equals > 0) {
        values.put(flag.substring(0, equals).strip(), flag.substring(equals + 1));
      } else {
        problems.accept(
            new SettingsProblem("--set", "--set", "\"" + flag + "\"", "write it as key=value"));
      }
    }
    return values;
  }

  private Map<String, String> environment(Map<String, String> environment) {
    Map<String, String> keys = keysByEnvironmentName();
    var values = new HashMap<String, String>();
    environment.forEach((name, value) -> {
      if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name)) {
        values.put(keyOf(name, keys), value);
      }
    });
    return values;
  }

  private Map<String, String> keysByEnvironmentName() {
    var keys = new HashMap<String, String>();
    for (Setting<?> setting : known) {
      keys.put(setting.environmentName(), setting.key());
      setting.fileKey().ifPresent(key -> keys.put(Setting.environmentName(key), key));
    }
    return keys;
  }

  private static String keyOf(String name, Map<String, String> keys) {
    String key = keys.get(name);
    if (key == null) {
      return name.startsWith(KAFKA) ? "kafka." + kafkaProperty(name) : name;
    }
    return key;
  }

  /** Kafka joins words by dots; some of its own properties name files, as ours do. */
  private static String kafkaProperty(String name) {
    String property = name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    return property.endsWith(FILE_ENDING) && !isKafkas(property)
        ? property.substring(0, property.length() - FILE_ENDING.length()) + "-file"
        : property;
  }

  private static boolean isKafkas(String property) {
    return ProducerConfig.configNames().contains(property)
        || ConsumerConfig.configNames().contains(property)
        || AdminClientConfig.configNames().contains(property);
  }

  /** A source that goes by the name that an operator knows it by. */
  private static final class NamedSource extends MapBackedConfigValueConfigSource {
    private static final long serialVersionUID = 1L;

    private NamedSource(String name, Map<String, ConfigValue> values, int ordinal) {
      super(name, values, ordinal);
    }

    static NamedSource of(Path file, int ordinal) throws IOException {
      String name = file.toString();
      return new NamedSource(
          name,
          PropertiesConfigSource.urlToConfigValueMap(file.toUri().toURL(), name, ordinal),
          ordinal);
    }

    static NamedSource of(String name, Map<String, String> texts, int ordinal) {
      var values = new HashMap<String, ConfigValue>();
      texts.forEach((key, text) -> values.put(key, value(name, key, text, ordinal)));
      return new NamedSource(name, values, ordinal);
    }

    private static ConfigValue value(String source, String key, String text, int ordinal) {
      return ConfigValue.builder()
          .withName(key)
          .withValue(text)
          .withRawValue(text)
          .withConfigSourceName(source)
          .withConfigSourceOrdinal(ordinal)
          .build();
    }
  }
}
