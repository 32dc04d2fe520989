package org.xipline.runtime.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls for a member of a group. A process that stood still for longer than its session is removed
 * from its group. If it asks where to go on before it has learned that, the answer is an error of
 * the poll. It has only to poll again: the consumer tells its listener what it has lost, and joins
 * anew.
 */
public final class GroupPoll {
  private static final Logger LOGGER = LoggerFactory.getLogger(GroupPoll.class);

  private GroupPoll() {}

  /** What has come; nothing if the group has removed this member. */
  public static <K, V> ConsumerRecords<K, V> poll(Consumer<K, V> member, Duration timeout) {
    try {
      return member.poll(timeout);
    } catch (UnknownMemberIdException | StaleMemberEpochException e) {
      LOGGER
          .atInfo()
          .addKeyValue("error", e.getMessage())
          .log("removed from the group; joining again");
      return ConsumerRecords.empty();
    }
  }
}
