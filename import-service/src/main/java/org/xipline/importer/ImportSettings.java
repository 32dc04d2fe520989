package org.xipline.importer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * How the import service works; nothing of it changes what is delivered.
 *
 * @param groupId consumer group that its instances share
 * @param delivery how much is in hand at once
 * @param retry how often and how long a message is tried again
 * @param rememberedMessages how many messages are remembered, over all folders; about 40 bytes of
 *     heap each
 */
public record ImportSettings(
    String groupId, DeliverySettings delivery, RetrySettings retry, int rememberedMessages) {

  /** For one instance with half a gigabyte of heap or more. */
  public static final ImportSettings DEFAULT =
      new ImportSettings(
          ConsumerGroup.IMPORT.name(),
          new DeliverySettings(
              32 << 20,
              16 << 20,
              50_000,
              32,
              100,
              16 << 20,
              Duration.ofSeconds(20),
              Duration.ofSeconds(1)),
          RetrySettings.DEFAULT,
          200_000);

  public ImportSettings {
    List<String> problems = new ArrayList<>();
    require(!groupId.isBlank(), "group-id", groupId, problems);
    requirePositive("messages-in-hand-bytes", delivery.messagesInHandBytes(), problems);
    requirePositive("retries-in-hand-bytes", delivery.retriesInHandBytes(), problems);
    requirePositive("retries-known", delivery.retriesKnown(), problems);
    requirePositive("max-lanes", delivery.maxLanes(), problems);
    requirePositive("max-batch-messages", delivery.maxBatchMessages(), problems);
    requirePositive("max-batch-bytes", delivery.maxBatchBytes(), problems);
    requirePositive("drain-timeout", delivery.drainTimeout(), problems);
    requirePositive("commit-interval", delivery.commitInterval(), problems);
    requirePositive("first-backoff", retry.firstBackoff(), problems);
    requirePositive("longest-backoff", retry.longestBackoff(), problems);
    requirePositive("maximum-age", retry.maximumAge(), problems);
    require(
        !retry.longestWaitInPlace().isNegative()
            && retry.longestWaitInPlace().compareTo(delivery.drainTimeout()) < 0,
        "longest-wait-in-place",
        retry.longestWaitInPlace() + ", which is not below drain-timeout",
        problems);
    requirePositive("remembered-messages", rememberedMessages, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("import: " + String.join("; ", problems));
    }
  }

  private static void requirePositive(String key, long value, List<String> problems) {
    require(value > 0, key, value, problems);
  }

  private static void requirePositive(String key, Duration value, List<String> problems) {
    require(value.isPositive(), key, value, problems);
  }

  private static void require(boolean condition, String key, Object value, List<String> problems) {
    if (!condition) {
      problems.add(key + " cannot be " + value);
    }
  }

  /** For a run that somebody waits for. */
  public static ImportSettings oneRun() {
    return DEFAULT.withRetry(RetrySettings.ONE_RUN).withDelivery(DEFAULT.delivery.whileAwaited());
  }

  /** The same, for another consumer group. */
  public ImportSettings withGroupId(String group) {
    return new ImportSettings(group, delivery, retry, rememberedMessages);
  }

  /** The same, with other retries. */
  public ImportSettings withRetry(RetrySettings other) {
    return new ImportSettings(groupId, delivery, other, rememberedMessages);
  }

  /** The same, with other limits. */
  public ImportSettings withDelivery(DeliverySettings other) {
    return new ImportSettings(groupId, other, retry, rememberedMessages);
  }
}
