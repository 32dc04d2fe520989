package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.server.common.GroupVersion;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBroker;

class BrokerVersionTest {
  @TempDir private Path directory;

  @Test
  void shouldRefuseBrokersAtTheLevelOfAnOlderRelease() throws Exception {
    // Given a broker whose cluster was never taken beyond 3.9
    try (var broker = EmbeddedBroker.start(directory, MetadataVersion.IBP_3_9_IV0);
        Admin admin = new KafkaClients(KafkaConnection.to(broker.bootstrapServers())).admin()) {

      // When, then
      assertThatThrownBy(() -> new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll())
          .isInstanceOf(BrokersTooOldException.class)
          .hasMessageContaining("older than Kafka 4.0")
          .hasMessageContaining("metadata.version 3.9-IV0");
    }
  }

  @Test
  void shouldRefuseBrokersWithoutGroupsOfTheNewProtocol() throws Exception {
    try (var broker = EmbeddedBroker.start(directory);
        Admin admin = new KafkaClients(KafkaConnection.to(broker.bootstrapServers())).admin()) {
      assertThatCode(() -> BrokerVersion.require(admin)).doesNotThrowAnyException();

      Answers.get(
          admin
              .updateFeatures(
                  Map.of(
                      GroupVersion.FEATURE_NAME,
                      new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE)),
                  new UpdateFeaturesOptions())
              .all());

      // The controller has decided; the broker hears of it a little later.
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> BrokerVersion.require(admin))
                  .hasMessageContaining("older than Kafka 4.0"));
    }
  }
}
