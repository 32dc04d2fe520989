package org.xipline.importer;

import java.time.Duration;
import java.util.List;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.runtime.settings.SettingsRule;

/** Settings of the import service, as operators say them. */
public final class ImportKeys {
  private static final ImportSettings DEFAULT = ImportSettings.DEFAULT;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public static final Setting<String> MAILBOXES =
      Setting.required(
          "mailboxes",
          SettingType.text("maildir:DIR, imaps://HOST:PORT or imap://HOST:PORT"),
          "The mailbox server for connectors that do not name one.");

  public static final Setting<Integer> MAX_LANES =
      number(
          "max-lanes",
          DEFAULT.delivery().maxLanes(),
          "The number of mailboxes to which" + " messages are delivered at the same time.");

  public static final Setting<Integer> MESSAGES_IN_HAND =
      number(
          "messages-in-hand-bytes",
          Math.toIntExact(DEFAULT.delivery().messagesInHandBytes()),
          "The number of bytes of records that are read ahead.");

  public static final Setting<Integer> RETRIES_IN_HAND =
      number(
          "retries-in-hand-bytes",
          Math.toIntExact(DEFAULT.delivery().retriesInHandBytes()),
          "The same limit for records that are due to be tried again.");

  public static final Setting<Integer> RETRIES_KNOWN =
      number(
          "retries-known",
          DEFAULT.delivery().retriesKnown(),
          "The number of waiting retries whose due time is kept in memory, at about 200 bytes of"
              + " heap each. Others are read again from the topic when they are needed.");

  public static final Setting<Integer> MAX_BATCH_MESSAGES =
      number(
          "max-batch-messages",
          DEFAULT.delivery().maxBatchMessages(),
          "The largest number of messages in one batch for a mailbox.");

  public static final Setting<Integer> MAX_BATCH_BYTES =
      number(
          "max-batch-bytes",
          Math.toIntExact(DEFAULT.delivery().maxBatchBytes()),
          "The largest number of bytes in one batch for a mailbox. A single message may be"
              + " larger.");

  public static final Setting<Duration> DRAIN_TIMEOUT =
      duration(
          "drain-timeout",
          DEFAULT.delivery().drainTimeout(),
          "How long a rebalance or a shutdown waits for messages in flight.");

  public static final Setting<Duration> COMMIT_INTERVAL =
      duration(
          "commit-interval",
          DEFAULT.delivery().commitInterval(),
          "How often offsets are" + " committed.");

  public static final Setting<Duration> FIRST_BACKOFF =
      duration(
          "first-backoff",
          DEFAULT.retry().firstBackoff(),
          "The wait after a message's first attempt. It doubles with each further attempt.");

  public static final Setting<Duration> LONGEST_BACKOFF =
      duration(
          "longest-backoff",
          DEFAULT.retry().longestBackoff(),
          "The longest wait between two" + " attempts.");

  public static final Setting<Duration> LONGEST_WAIT_IN_PLACE =
      duration(
          "longest-wait-in-place",
          DEFAULT.retry().longestWaitInPlace(),
          "The longest wait in memory. A message that must wait longer goes to"
              + " `xip.messages.retry`.");

  public static final Setting<Duration> MAXIMUM_AGE =
      duration(
          "maximum-age",
          DEFAULT.retry().maximumAge(),
          "The maximum age of a message. A message that would have to wait longer becomes a dead"
              + " letter.");

  public static final Setting<Integer> REMEMBERED_MESSAGES =
      number(
          "remembered-messages",
          DEFAULT.rememberedMessages(),
          "The number of messages that are remembered, over all folders, at about 40 bytes of"
              + " heap each.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(
              "import-service",
              MAILBOXES,
              ImapKeys.AUTH,
              ImapKeys.PASSWORD,
              ImapKeys.TRUST,
              ImapKeys.SERVERS,
              ImapKeys.MAX_CONNECTIONS,
              ImapKeys.CONNECT_TIMEOUT,
              ImapKeys.READ_TIMEOUT,
              ImapKeys.WRITE_TIMEOUT,
              ImapKeys.IDLE_TIMEOUT,
              MAX_LANES,
              MESSAGES_IN_HAND,
              RETRIES_IN_HAND,
              RETRIES_KNOWN,
              MAX_BATCH_MESSAGES,
              MAX_BATCH_BYTES,
              DRAIN_TIMEOUT,
              COMMIT_INTERVAL,
              FIRST_BACKOFF,
              LONGEST_BACKOFF,
              LONGEST_WAIT_IN_PLACE,
              MAXIMUM_AGE,
              REMEMBERED_MESSAGES)
          .with(
              new SettingsRule(
                  List.of(LONGEST_WAIT_IN_PLACE, DRAIN_TIMEOUT),
                  it -> it.get(LONGEST_WAIT_IN_PLACE).compareTo(it.get(DRAIN_TIMEOUT)) < 0,
                  "a message could wait in memory for longer than the drain timeout",
                  "make " + LONGEST_WAIT_IN_PLACE.key() + " shorter"));

  private ImportKeys() {}

  /** What was said. */
  public static ImportSettings read(Settings settings) {
    return new ImportSettings(
        DEFAULT.groupId(), delivery(settings), retry(settings), settings.get(REMEMBERED_MESSAGES));
  }

  private static DeliverySettings delivery(Settings settings) {
    return new DeliverySettings(
        settings.get(MESSAGES_IN_HAND),
        settings.get(RETRIES_IN_HAND),
        settings.get(RETRIES_KNOWN),
        settings.get(MAX_LANES),
        settings.get(MAX_BATCH_MESSAGES),
        settings.get(MAX_BATCH_BYTES),
        settings.get(DRAIN_TIMEOUT),
        settings.get(COMMIT_INTERVAL));
  }

  private static RetrySettings retry(Settings settings) {
    return new RetrySettings(
        settings.get(FIRST_BACKOFF),
        settings.get(LONGEST_BACKOFF),
        settings.get(LONGEST_WAIT_IN_PLACE),
        settings.get(MAXIMUM_AGE));
  }

  private static Setting<Integer> number(String name, int fallback, String meaning) {
    return Setting.of(
        "import." + name,
        SettingType.number(1, Integer.MAX_VALUE),
        String.valueOf(fallback),
        meaning);
  }

  private static Setting<Duration> duration(String name, Duration fallback, String meaning) {
    return Setting.of(
        "import." + name,
        SettingType.duration(SHORTEST, LONGEST),
        SettingType.written(fallback),
        meaning);
  }
}
