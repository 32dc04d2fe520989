package org.xipline.console.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.runtime.kafka.Answers.get;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
class ReadingGroupsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

  @Test
  void shouldDeleteTheGroupOfAKilledCommandAndNoOther(KafkaConnection broker) {
    String killed = ConsumerGroup.LEDGER_READING_PREFIX + "killed";
    var groups = new ReadingGroups(NamePrefix.NONE);
    try (Admin admin = new KafkaClients(broker).admin()) {
      // Given
      commit(admin, killed);
      commit(admin, ConsumerGroup.LEDGER.name());
      commit(admin, "other." + killed);

      // When
      groups.deleteAbandoned(admin, NOW);
      assertThat(names(admin)).contains(killed);
      groups.deleteAbandoned(admin, NOW.plus(Duration.ofMinutes(10)));

      // Then
      assertThat(names(admin))
          .doesNotContain(killed)
          .contains(ConsumerGroup.LEDGER.name(), "other." + killed);
    }
  }

  private static void commit(Admin admin, String group) {
    get(
        admin
            .alterConsumerGroupOffsets(
                group,
                Map.of(new TopicPartition(Topic.OUTCOMES.name(), 0), new OffsetAndMetadata(0)))
            .all());
  }

  private static List<String> names(Admin admin) {
    return get(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
  }
}
