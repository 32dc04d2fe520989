package org.xipline.console.lag;

import static org.xipline.runtime.kafka.Answers.get;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * The groups that commands read the ledger in. Each is deleted by its command; those of commands
 * that were killed are deleted here, when they are old and empty.
 */
public final class ReadingGroups {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReadingGroups.class);

  private final NamePrefix prefix;
  private final AbandonedReadings abandoned = new AbandonedReadings();

  public ReadingGroups(NamePrefix prefix) {
    this.prefix = prefix;
  }

  /**
   * Deletes those that have been seen empty for a while.
   *
   * @throws KafkaException if the brokers cannot be asked
   */
  public void deleteAbandoned(Admin admin, Instant now) {
    for (String group : abandoned.among(empty(admin), now)) {
      try {
        get(admin.deleteConsumerGroups(Set.of(group)).all());
        LOGGER
            .atInfo()
            .addKeyValue("group", group)
            .log("deleted the consumer group of a killed" + " command");
      } catch (KafkaException e) {
        LOGGER
            .atInfo()
            .addKeyValue("group", group)
            .addKeyValue("error", e)
            .log("could not delete the consumer group");
      }
    }
  }

  private Set<String> empty(Admin admin) {
    String begin = prefix.on(ConsumerGroup.LEDGER_READING_PREFIX);
    return get(admin.listGroups().all()).stream()
        .filter(it -> it.groupId().startsWith(begin))
        .filter(it -> it.groupState().equals(Optional.of(GroupState.EMPTY)))
        .map(GroupListing::groupId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
