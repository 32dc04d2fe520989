package org.xipline.runtime.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Members join and leave, and partitions go from one to another. */
interface RebalanceContract extends KafkaContract {

  @Test
  default void shouldKeepThePauseOfAPartitionThatStays() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 2, first);
      first.consumer.pause(first.consumer.assignment());
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      TopicPartition kept = first.consumer.assignment().iterator().next();
      assertThat(first.consumer.paused()).containsExactly(kept);
      put(kept, "a");
      pollForAWhile(first, second);
      assertThat(first.read).isEmpty();
      first.consumer.resume(List.of(kept));
      pollUntil(() -> first.read.equals(List.of("a")), first, second);
    }
  }

  @Test
  default void shouldForgetThePauseOfAPartitionThatComesBack() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 2, first);
      first.consumer.pause(first.consumer.assignment());
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      TopicPartition given = second.consumer.assignment().iterator().next();
      second.leave();
      pollUntil(() -> first.count() == 2, first);
      assertThat(first.consumer.paused()).hasSize(1).doesNotContain(given);
      put(given, "a");
      pollUntil(() -> first.read.equals(List.of("a")), first);
    }
  }

  @Test
  default void shouldNotPauseWhatIsTakenOverByAMemberThatHasPausedAll() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      first.consumer.pause(first.consumer.assignment());
      TopicPartition others = second.consumer.assignment().iterator().next();
      kafka().kill(second.consumer);
      pollUntil(() -> first.count() == 2, first);
      assertThat(first.consumer.paused()).hasSize(1).doesNotContain(others);
    }
  }

  @Test
  default void shouldKeepThePositionOfAPartitionThatStays() {
    String topic = topic(2);
    String group = group();
    put(new TopicPartition(topic, 0), "a");
    put(new TopicPartition(topic, 1), "b");
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.read.size() == 2, first);
      pollUntil(() -> second.read.size() == 1, first, second);
      pollForAWhile(first, second);
      assertThat(first.read).containsExactlyInAnyOrder("a", "b");
      assertThat(second.read).hasSize(1);
    }
  }

  @Test
  default void shouldGiveAPartitionAwayOnlyAfterItWasRevoked() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 2, first);
      pollForAWhile(second);
      pollForAWhile(second);
      assertThat(second.count()).isZero();
      assertThat(first.heard).containsExactly("assigned 0 1");
      pollUntil(() -> second.count() == 1, first, second);
      int kept = first.consumer.assignment().iterator().next().partition();
      assertThat(first.heard).containsExactly("assigned 0 1", "revoked " + (1 - kept));
      assertThat(second.heard).endsWith("assigned " + (1 - kept));
    }
  }

  @Test
  default void shouldLetAMemberCommitWhatIsBeingRevoked() {
    String topic = topic(2);
    String group = group();
    for (int partition : new int[] {0, 1}) {
      put(new TopicPartition(topic, partition), "a", "b");
    }
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.read.size() == 4, first);
      first.whenRevoked =
          () ->
              first
                  .consumer
                  .assignment()
                  .forEach(
                      partition -> first.consumer.commitSync(KafkaContract.offset(partition, 1)));
      pollUntil(() -> second.read.size() == 1, first, second);
      assertThat(second.read).containsExactly("b");
    }
  }

  @Test
  default void shouldTellAMemberThatDidNotPollForTooLongThatAllIsLost() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    try (Member first = member(group, Duration.ofMillis(1500), topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.has(partition), first);
      pollUntil(() -> second.has(partition), second);
      assertThat(first.heard).containsExactly("assigned 0");
      pollUntil(() -> first.heard.size() >= 2, first, second);
      assertThat(first.heard).startsWith("assigned 0", "lost 0");
      second.leave();
      pollUntil(() -> first.has(partition), first);
    }
  }

  @Test
  default void shouldGiveWhatAKilledMemberHadToTheOthers() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.read.size() == 2, first);
      first.consumer.commitSync(KafkaContract.offset(partition, 1));
      kafka().kill(first.consumer);
      pollUntil(() -> second.read.size() == 1, second);
      assertThat(second.read).containsExactly("b");
    }
  }

  @Test
  default void shouldRevokeAtAClose() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.read.size() == 2, first);
      first.whenRevoked = () -> first.consumer.commitSync(KafkaContract.offset(partition, 1));
      first.leave();
      assertThat(first.heard).containsExactly("assigned 0", "revoked 0");
      pollUntil(() -> second.read.size() == 1, second);
      assertThat(second.read).containsExactly("b");
    }
  }

  @Test
  default void shouldAssignTheSamePartitionsOfTwoTopicsToOneMember() {
    String one = topic(4);
    String other = topic(4);
    String group = group();
    var range = Map.of("group.remote.assignor", "range");
    try (var first = new Member(kafka().member(group, range), one, other);
        var second = new Member(kafka().member(group, range), one, other)) {
      pollUntil(() -> first.count() == 4 && second.count() == 4, first, second);
      for (Member member : List.of(first, second)) {
        assertThat(partitionsOf(member, one)).isEqualTo(partitionsOf(member, other)).hasSize(2);
      }
    }
  }

  private static List<Integer> partitionsOf(Member member, String topic) {
    return member.consumer.assignment().stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .sorted()
        .toList();
  }

  @Test
  default void shouldReadFromWhereItSoughtWhenItWasAssigned() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member first = member(group, topic)) {
      pollUntil(() -> first.read.size() == 2, first);
      first.consumer.commitSync(KafkaContract.offset(partition, 2));
    }
    try (Member second = member(group, topic)) {
      second.whenAssigned = second.consumer::seekToBeginning;
      pollUntil(() -> second.read.size() == 2, second);
      assertThat(second.read).containsExactly("a", "b");
    }
  }

  @Test
  default void shouldRefuseToSeekPauseOrResumeWhatIsNotAssigned() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group(), topic)) {
      assertThatThrownBy(() -> member.consumer.seek(partition, 0))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> member.consumer.pause(List.of(partition)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> member.consumer.resume(List.of(partition)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  default void shouldAssignNothingToAMemberTooMany() {
    String topic = topic(1);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 1, first);
      pollUntil(() -> second.consumer.groupMetadata().generationId() > 0, first, second);
      pollForAWhile(first, second);
      assertThat(first.count()).isOne();
      assertThat(second.count()).isZero();
      assertThat(second.heard).isEmpty();
    }
  }

  @Test
  default void shouldWakeUpOnePoll() {
    String topic = topic(1);
    try (Member member = member(group(), topic)) {
      member.consumer.wakeup();
      assertThatThrownBy(member::poll).isInstanceOf(WakeupException.class);
      pollUntil(() -> member.count() == 1, member);
    }
  }

  @Test
  default void shouldRaiseTheEpochOfEveryMemberWithEachThatJoins() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic)) {
      pollUntil(() -> first.count() == 2, first);
      int before = first.consumer.groupMetadata().generationId();
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      pollUntil(
          () ->
              first.consumer.groupMetadata().generationId()
                  == second.consumer.groupMetadata().generationId(),
          first,
          second);
      assertThat(first.consumer.groupMetadata().generationId()).isGreaterThan(before);
    }
  }
}
