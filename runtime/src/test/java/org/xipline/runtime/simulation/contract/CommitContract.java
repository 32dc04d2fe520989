package org.xipline.runtime.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;

/** Which offsets a group has, and who may set them. */
interface CommitContract extends KafkaContract {

  @Test
  default void shouldRefuseTheCommitOfAMemberThatDidNotPollForTooLong() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member first = member(group, Duration.ofMillis(1500), topic);
        Member second = member(group, topic)) {
      pollUntil(() -> !first.read.isEmpty(), first);
      pollUntil(() -> second.has(partition), second);
      assertThatThrownBy(() -> first.consumer.commitSync(KafkaContract.offset(partition, 1)))
          .isInstanceOf(CommitFailedException.class);
      assertThat(kafka().committed(group)).isEmpty();
    }
  }

  @Test
  default void shouldTellOfACommitThatWasRefusedInALaterPoll() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member first = member(group, Duration.ofMillis(1500), topic);
        Member second = member(group, topic)) {
      pollUntil(() -> !first.read.isEmpty(), first);
      pollUntil(() -> second.has(partition), second);
      var errors = new ArrayList<Exception>();
      first.consumer.commitAsync(
          KafkaContract.offset(partition, 1), (_, error) -> errors.add(error));
      assertThat(errors).isEmpty();
      pollUntil(() -> errors.size() == 1, first, second);
      assertThat(errors.getFirst()).isInstanceOf(CommitFailedException.class);
      assertThat(kafka().committed(group)).isEmpty();
    }
  }

  @Test
  default void shouldTellOfACommitInALaterPoll() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member member = member(group, topic)) {
      pollUntil(() -> member.read.size() == 1, member);
      var told = new ArrayList<Long>();
      member.consumer.commitAsync(
          KafkaContract.offset(partition, 1),
          (offsets, _) -> offsets.values().forEach(one -> told.add(one.offset())));
      kafka().pass(Duration.ofMillis(100));
      assertThat(told).isEmpty();
      pollUntil(() -> told.size() == 1, member);
      assertThat(told).containsExactly(1L);
      assertCommitted(group, partition, 1);
    }
  }

  @Test
  default void shouldTakeACommitThatGoesBack() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member first = member(group, topic)) {
      pollUntil(() -> first.read.size() == 2, first);
      first.consumer.commitSync(KafkaContract.offset(partition, 2));
      first.consumer.commitSync(KafkaContract.offset(partition, 1));
      assertCommitted(group, partition, 1);
    }
  }

  @Test
  default void shouldTakeTheCommitOfAPartitionThatAnotherMemberHas() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      pollForAWhile(first, second);
      TopicPartition others = second.consumer.assignment().iterator().next();
      first.consumer.commitSync(KafkaContract.offset(others, 0));
      assertCommitted(group, others, 0);
    }
  }

  @Test
  default void shouldRefuseToDeleteAGroupWithMembers() {
    String topic = topic(1);
    String group = group();
    try (Member member = member(group, topic)) {
      pollUntil(() -> member.count() == 1, member);
      assertThatThrownBy(() -> kafka().deleteGroup(group))
          .isInstanceOf(GroupNotEmptyException.class);
    }
  }

  @Test
  default void shouldRefuseToDeleteAGroupThatIsNotThere() {
    assertThatThrownBy(() -> kafka().deleteGroup(group()))
        .isInstanceOf(GroupIdNotFoundException.class);
  }

  @Test
  default void shouldForgetTheOffsetsOfADeletedGroup() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member first = member(group, topic)) {
      pollUntil(() -> first.read.size() == 1, first);
      first.consumer.commitSync(KafkaContract.offset(partition, 1));
      first.leave();
    }
    kafka().deleteGroup(group);
    assertThat(kafka().committed(group)).isEmpty();
    try (Member second = member(group, topic)) {
      pollUntil(() -> second.read.equals(List.of("a")), second);
    }
  }

  @Test
  default void shouldRefuseToResetAGroupWithMembers() {
    String topic = topic(1);
    String group = group();
    try (Member member = member(group, topic)) {
      pollUntil(() -> member.count() == 1, member);
      assertThatThrownBy(() -> kafka().reset(group, new TopicPartition(topic, 0), 0))
          .isInstanceOf(UnknownMemberIdException.class);
    }
  }

  @Test
  default void shouldReadFromWhereAGroupWasReset() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b", "c");
    kafka().reset(group, partition, 1);
    try (Member member = member(group, topic)) {
      pollUntil(() -> member.read.equals(List.of("b", "c")), member);
    }
  }

  @Test
  default void shouldTakeTheCommitOfAMemberThatDidNotPollForTooLongWhereNobodyElseIs() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member first = member(group, Duration.ofMillis(1500), topic)) {
      pollUntil(() -> !first.read.isEmpty(), first);
      kafka().pass(Duration.ofMillis(2500));
      first.consumer.commitSync(KafkaContract.offset(partition, 1));
      assertCommitted(group, partition, 1);
    }
  }
}
