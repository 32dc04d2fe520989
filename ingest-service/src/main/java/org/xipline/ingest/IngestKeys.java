package org.xipline.ingest;

import java.time.Duration;
import org.xipline.ingest.connector.DropKeys;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.schemas.topic.ConsumerGroup;

/** Settings of the ingest service, as operators say them. */
public final class IngestKeys {
  private static final String GROUP = ConsumerGroup.INGEST.name();

  public static final Setting<Integer> ATTEMPTS =
      Setting.of(
          "ingest.attempts",
          SettingType.number(1, 1000),
          "5",
          "How many times a failing payload store is tried for one archive before the process"
              + " ends.");

  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.of(
          "ingest.transaction-timeout",
          SettingType.duration(Duration.ofSeconds(10), Duration.ofSeconds(30)),
          "30s",
          "The time within which a chunk of entries must be sent. If an instance is killed, its"
              + " readers wait for up to this time.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(
          "ingest",
          ATTEMPTS,
          TRANSACTION_TIMEOUT,
          DropKeys.SETTLE_TIME,
          DropKeys.BETWEEN,
          ArchiveLimitKeys.TABLE_BYTES,
          ArchiveLimitKeys.ENTRIES,
          ArchiveLimitKeys.ENTRY_BYTES,
          ArchiveLimitKeys.TOTAL_BYTES,
          ArchiveLimitKeys.RATIO,
          ArchiveLimitKeys.DEPTH,
          ArchiveLimitKeys.XZ_BYTES,
          ArchiveLimitKeys.REFUSE_CASE_COLLISIONS);

  private IngestKeys() {}

  /**
   * What was said.
   *
   * @param instance name of the process among its like
   */
  public static IngestSettings read(Settings settings, String instance) {
    return new IngestSettings(
        GROUP,
        GROUP + "-" + instance,
        settings.get(TRANSACTION_TIMEOUT),
        ArchiveLimitKeys.read(settings),
        settings.get(ATTEMPTS));
  }
}
