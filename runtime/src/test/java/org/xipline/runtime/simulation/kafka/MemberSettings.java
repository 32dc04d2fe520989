package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a member of a group sets for itself.
 *
 * @param longestPause between two polls, before it is taken for hung
 */
record MemberSettings(Duration longestPause, int maxPollRecords, Assignor assignor) {

  static MemberSettings of(Map<String, ?> config) {
    return new MemberSettings(
        Duration.ofMillis(number(config, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000)),
        number(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500),
        "range".equals(config.get(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG))
            ? Assignor.RANGE
            : Assignor.UNIFORM);
  }

  private static int number(Map<String, ?> config, String name, int otherwise) {
    return Optional.ofNullable(config.get(name))
        .map(value -> Integer.parseInt(String.valueOf(value)))
        .orElse(otherwise);
  }
}
