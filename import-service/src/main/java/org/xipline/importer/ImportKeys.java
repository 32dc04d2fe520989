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
          "Where the mailboxes are of which no connector says it.");

  public static final Setting<Integer> MAX_LANES =
      number("max-lanes", DEFAULT.delivery().maxLanes(), "How many mailboxes at once.");

  public static final Setting<Integer> MESSAGES_IN_HAND =
      number(
          "messages-in-hand-bytes",
          Math.toIntExact(DEFAULT.delivery().messagesInHandBytes()),
          "How many bytes of records are read ahead.");

  public static final Setting<Integer> RETRIES_IN_HAND =
      number(
          "retries-in-hand-bytes",
          Math.toIntExact(DEFAULT.delivery().retriesInHandBytes()),
          "The same, of those that are tried again and whose time has come.");

  public static final Setting<Integer> RETRIES_KNOWN =
      number(
          "retries-known",
          DEFAULT.delivery().retriesKnown(),
          "Of how many that wait to be tried again it is known when; about 200 bytes of heap each."
              + " Further ones are read again from the topic when they are needed.");

  public static final Setting<Integer> MAX_BATCH_MESSAGES =
      number(
          "max-batch-messages",
          DEFAULT.delivery().maxBatchMessages(),
          "How many messages go to a mailbox together.");

  public static final Setting<Integer> MAX_BATCH_BYTES =
      number(
          "max-batch-bytes",
          Math.toIntExact(DEFAULT.delivery().maxBatchBytes()),
          "How many bytes go to a mailbox together, a single larger message aside.");

  public static final Setting<Duration> DRAIN_TIMEOUT =
      duration(
          "drain-timeout",
          DEFAULT.delivery().drainTimeout(),
          "How long partitions that are taken away, or the end, wait for what is in hand.");

  public static final Setting<Duration> COMMIT_INTERVAL =
      duration(
          "commit-interval", DEFAULT.delivery().commitInterval(), "How often progress is noted.");

  public static final Setting<Duration> FIRST_BACKOFF =
      duration(
          "first-backoff",
          DEFAULT.retry().firstBackoff(),
          "Wait after a message's first attempt; doubles with each further one.");

  public static final Setting<Duration> LONGEST_BACKOFF =
      duration(
          "longest-backoff", DEFAULT.retry().longestBackoff(), "The longest wait between two.");

  public static final Setting<Duration> LONGEST_WAIT_IN_PLACE =
      duration(
          "longest-wait-in-place",
          DEFAULT.retry().longestWaitInPlace(),
          "Up to this a message waits in memory, beyond it in `xip.messages.retry`.");

  public static final Setting<Duration> MAXIMUM_AGE =
      duration(
          "maximum-age",
          DEFAULT.retry().maximumAge(),
          "A message that would wait beyond it is dead-lettered.");

  public static final Setting<Integer> REMEMBERED_MESSAGES =
      number(
          "remembered-messages",
          DEFAULT.rememberedMessages(),
          "How many messages are remembered, over all folders; about 40 bytes of heap each.");

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
                  "a waiting message would outlast a drain",
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
