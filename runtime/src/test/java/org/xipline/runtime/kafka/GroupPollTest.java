package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupPollTest {
  private static final TopicPartition PARTITION = new TopicPartition("xip.arrivals", 0);

  private final MockConsumer<String, String> member = new MockConsumer<>("earliest");

  @BeforeEach
  void giveItARecord() {
    member.subscribe(List.of(PARTITION.topic()));
    member.rebalance(List.of(PARTITION));
    member.updateBeginningOffsets(Map.of(PARTITION, 0L));
    member.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 0, "key", "value"));
  }

  @Test
  void shouldGoOnAfterTheGroupHasRemovedTheMember() {
    for (KafkaException removed :
        List.of(new UnknownMemberIdException("gone"), new StaleMemberEpochException("late"))) {
      member.setPollException(removed);
      assertThat(GroupPoll.poll(member, Duration.ZERO).count()).isZero();
    }
    assertThat(GroupPoll.poll(member, Duration.ZERO))
        .extracting(ConsumerRecord::value)
        .containsExactly("value");
  }

  @Test
  void shouldNotPassOverOtherErrors() {
    member.setPollException(new AuthorizationException("not yours"));
    assertThatThrownBy(() -> GroupPoll.poll(member, Duration.ZERO))
        .isInstanceOf(AuthorizationException.class);
  }
}
