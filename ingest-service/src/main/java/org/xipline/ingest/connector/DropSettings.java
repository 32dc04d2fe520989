package org.xipline.ingest.connector;

import java.time.Duration;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * How drops are polled.
 *
 * @param groupId consumer group that shares the connectors
 * @param settleTime for which a file must stay as it is before it counts as complete
 * @param between one look into a drop and the next, while it is looked into
 */
public record DropSettings(String groupId, Duration settleTime, Duration between) {
  public static final DropSettings DEFAULT =
      new DropSettings(
          ConsumerGroup.CONNECTORS.name(), Duration.ofSeconds(10), Duration.ofSeconds(2));

  public DropSettings {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException("groupId must not be blank");
    }
    if (settleTime.isNegative() || between.isNegative() || between.isZero()) {
      throw new IllegalArgumentException(
          "settleTime must not be negative, between must be positive: "
              + settleTime
              + ", "
              + between);
    }
  }
}
