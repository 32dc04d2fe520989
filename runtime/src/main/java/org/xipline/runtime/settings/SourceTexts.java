package org.xipline.runtime.settings;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What the sources say together, and which of them said it. */
final class SourceTexts {
  private static final String NOT_SET = "not set";

  private final SmallRyeConfig config;
  private final Consumer<SettingsProblem> problems;

  SourceTexts(SmallRyeConfig config, Consumer<SettingsProblem> problems) {
    this.config = config;
    this.problems = problems;
  }

  /** Every key that was said anywhere. */
  SortedSet<String> keys() {
    var keys = new TreeSet<String>();
    config.getConfigSources().forEach(source -> keys.addAll(source.getPropertyNames()));
    return keys;
  }

  /** What counts of a key. */
  Optional<SourceText> of(String key) {
    return find(key).map(it -> new SourceText(text(it), source(it)));
  }

  /** What counts of a key that may also name a file with the text in it. */
  Optional<SourceText> ofSecret(String key, String fileKey) {
    Optional<ConfigValue> direct = find(key);
    Optional<ConfigValue> file = find(fileKey);
    int directOrdinal = direct.map(ConfigValue::getSourceOrdinal).orElse(-1);
    int fileOrdinal = file.map(ConfigValue::getSourceOrdinal).orElse(-1);
    if (direct.isPresent() && directOrdinal == fileOrdinal) {
      problems.accept(
          new SettingsProblem(
              key,
              source(direct.get()),
              "it is set directly and as " + fileKey,
              "remove one of the two"));
    }
    return directOrdinal >= fileOrdinal ? of(key) : file.flatMap(it -> contentOf(fileKey, it));
  }

  /** Where a key was said. */
  String source(String key) {
    return find(key).map(SourceTexts::source).orElse(NOT_SET);
  }

  private Optional<SourceText> contentOf(String fileKey, ConfigValue file) {
    try {
      String content = Files.readString(Path.of(text(file)));
      return Optional.of(new SourceText(content.strip(), source(file)));
    } catch (IOException | InvalidPathException e) {
      problems.accept(
          new SettingsProblem(
              fileKey,
              source(file),
              "cannot read \"%s\" (%s)".formatted(text(file), e.getClass().getSimpleName()),
              "name a file that this user can read"));
      return Optional.of(new SourceText("(unread)", source(file)));
    }
  }

  private Optional<ConfigValue> find(String key) {
    ConfigValue value = config.getConfigValue(key);
    return value.getRawValue() == null ? Optional.empty() : Optional.of(value);
  }

  private static String text(ConfigValue value) {
    return String.valueOf(value.getRawValue());
  }

  private static String source(ConfigValue value) {
    return value.getLineNumber() > 0
        ? value.getConfigSourceName() + ", line " + value.getLineNumber()
        : value.getConfigSourceName();
  }
}
