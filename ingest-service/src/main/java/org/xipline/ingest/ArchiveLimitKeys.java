package org.xipline.ingest;

import org.xipline.archive.model.ArchiveLimits;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;

/** How much an archive may ask of whoever reads it, as operators say it. */
final class ArchiveLimitKeys {
  private static final ArchiveLimits DEFAULT = ArchiveLimits.DEFAULT;

  static final Setting<Long> TABLE_BYTES =
      atMost(
          "max-table-bytes",
          Integer.MAX_VALUE,
          DEFAULT.maxTableOfContentsBytes(),
          "The largest table of contents, uncompressed.");
  static final Setting<Long> ENTRIES =
      atMost(
          "max-entries",
          Long.MAX_VALUE,
          DEFAULT.maxEntries(),
          "The largest number of files," + " folders and links.");
  static final Setting<Long> ENTRY_BYTES =
      atMost("max-entry-bytes", Long.MAX_VALUE, DEFAULT.maxEntryBytes(), "The largest file.");
  static final Setting<Long> TOTAL_BYTES =
      atMost(
          "max-total-bytes",
          Long.MAX_VALUE,
          DEFAULT.maxTotalBytes(),
          "The largest total size" + " of all files.");
  static final Setting<Long> RATIO =
      atMost(
          "max-ratio",
          Long.MAX_VALUE,
          DEFAULT.maxRatio(),
          "The largest ratio of uncompressed to compressed bytes. It is not applied to the first"
              + " GiB.");
  static final Setting<Long> DEPTH =
      atMost(
          "max-depth",
          DEFAULT.maxDepth(),
          DEFAULT.maxDepth(),
          "The largest number of folders" + " above a file.");
  static final Setting<Long> XZ_BYTES =
      atMost(
          "max-xz-bytes",
          DEFAULT.maxDictionaryBytes(),
          DEFAULT.maxDictionaryBytes(),
          "The largest xz dictionary, and the largest block.");
  static final Setting<Boolean> REFUSE_CASE_COLLISIONS =
      Setting.of(
          "ingest.refuse-case-collisions",
          SettingType.of("true or false", ArchiveLimitKeys::truth),
          "false",
          "Whether to reject archives with paths that differ only in case. Some file systems"
              + " cannot store both.");

  private ArchiveLimitKeys() {}

  static ArchiveLimits read(Settings settings) {
    return new ArchiveLimits(
        settings.get(ENTRIES),
        settings.get(ENTRY_BYTES),
        settings.get(TOTAL_BYTES),
        settings.get(RATIO),
        settings.get(TABLE_BYTES),
        settings.get(DEPTH).intValue(),
        settings.get(XZ_BYTES).intValue(),
        settings.get(XZ_BYTES).intValue(),
        settings.get(REFUSE_CASE_COLLISIONS));
  }

  private static Setting<Long> atMost(String name, long most, long normally, String meaning) {
    String syntax = most == Long.MAX_VALUE ? "a number, 1 or more" : "1 to " + most;
    return Setting.of(
        "ingest." + name,
        SettingType.of(syntax, text -> number(text, most)),
        Long.toString(normally),
        meaning);
  }

  private static Long number(String text, long most) {
    long value = Long.parseLong(text);
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }
}
