package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
  private static final Path STATE = Path.of("state");

  @Test
  void shouldHandPropertiesOnToEveryKindOfClient() {
    KafkaClients clients =
        with(
            Map.of(
                "security.protocol", "SSL",
                "ssl.truststore.location", "/no-such-store",
                "ssl.truststore.type", "PEM"));

    assertThatThrownBy(() -> clients.producer(Map.of())).isInstanceOf(KafkaException.class);
    assertThatThrownBy(() -> clients.consumer("group", Map.of()))
        .isInstanceOf(KafkaException.class);
    assertThatThrownBy(clients::assignedConsumer).isInstanceOf(KafkaException.class);
    assertThatThrownBy(clients::admin)
        .isInstanceOf(KafkaException.class)
        .hasRootCauseMessage("/no-such-store");
    assertThat(clients.streams("application", STATE))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.truststore.location", "/no-such-store");
  }

  @Test
  void shouldLetOperatorsChooseSizesButNoPromises() {
    Properties streams =
        with(Map.of("linger.ms", "50", "acks", "0", "replication.factor", "3"))
            .streams("application", STATE);

    assertThat(streams)
        .containsEntry("linger.ms", "50")
        .doesNotContainKey("producer.linger.ms")
        .containsEntry("producer.acks", "all")
        .containsEntry("producer.enable.idempotence", true)
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("replication.factor", "3");
  }

  @Test
  void shouldShowNoValuesOfProperties() {
    var connection = new KafkaConnection("b:1", Map.of("sasl.jaas.config", "s3cret"), "");

    assertThat(connection).asString().contains("sasl.jaas.config").doesNotContain("s3cret");
  }

  private static KafkaClients with(Map<String, String> properties) {
    return new KafkaClients(new KafkaConnection("127.0.0.1:1", properties, ""));
  }
}
