package org.xipline.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.RULES;
import static org.xipline.convert.StagedArchive.attachments;
import static org.xipline.convert.StagedArchive.document;
import static org.xipline.convert.StagedArchive.keyOf;

import com.google.protobuf.MessageLite;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
class ConvertServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ALICE = "alice@contoso.example";

  @TempDir Path folder;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private KafkaClients clients;
  private KafkaConnection connection;
  private FaultyPayloadStore store;
  private StagedArchive archive;

  @BeforeEach
  void stage(KafkaConnection broker) throws IOException {
    connection = broker;
    clients = new KafkaClients(broker);
    store = new FaultyPayloadStore(new DirectoryPayloadStore(folder.resolve("payloads")));
    archive = new StagedArchive(store, RULES.toBuilder().setLimitBytes(10 << 20).build());
  }

  @Test
  @Timeout(120)
  void shouldConvertWhatIsPublishedAndSurvivePoisonAndAFailingStore() throws Exception {
    // Given
    archive.file("d/large.bin", new byte[300_000]);
    archive.file("d/none.bin", new byte[1]);
    var items = new ArrayList<Entry.Builder>();
    for (int i = 0; i < 20; i++) {
      items.add(archive.item("d/T-" + i + ".json", document(ALICE + ",e@fabrikam.example")));
    }
    items.add(archive.item("d/L.json", document(ALICE, attachments("large.bin"))));
    items.add(archive.item("d/M.json", document(ALICE, attachments("missing.bin"))));

    // When
    try (var service = service()) {
      service.start();
      store.failToRead(2);
      try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
        publish(producer, ARCHIVE.hex() + "/d/P.json", "poison".getBytes(UTF_8));
        items.forEach(item -> publish(producer, keyOf(item), item.build().toByteArray()));
      }
      await().atMost(PATIENCE).until(() -> committed(Topic.OUTCOMES).size() >= 23);
      assertThat(registry.getMeters())
          .extracting(meter -> meter.getId().getName())
          .anyMatch(name -> name.startsWith("kafka.consumer."));
    }

    // Then
    List<Outcome> outcomes = committed(Topic.OUTCOMES);
    assertThat(outcomes).hasSize(23);
    assertThat(outcomes.stream().filter(Outcome::hasItemConverted)).hasSize(21);
    assertThat(outcomes.stream().filter(Outcome::hasItemDeadLettered))
        .extracting(outcome -> outcome.getItemDeadLettered().getReason())
        .containsExactlyInAnyOrder("malformed-record", "attachment-missing");
    assertThat(committed(Topic.MESSAGES))
        .hasSize(21)
        .extracting(MailboxMessage::getMailbox)
        .containsOnly(ALICE);
    assertThat(committed(Topic.DEAD_LETTERS))
        .extracting(DeadLetter::getReason)
        .containsExactlyInAnyOrder("malformed-record", "attachment-missing");
    assertThat(failures).isEmpty();
  }

  private ConvertService service() {
    var settings =
        new ConvertSettings(
            folder.resolve("state"), 2, Duration.ofSeconds(5), Duration.ofSeconds(10));
    return new ConvertService(
        new ServiceContext(
            "test",
            settings.stateDirectory(),
            connection,
            store,
            registry,
            (name, cause) -> failures.add(name + cause)),
        settings);
  }

  private static void publish(Producer<String, byte[]> producer, String key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(Topic.ENTRIES.name(), key, value));
  }

  private <V extends MessageLite> List<V> committed(Topic<V> topic) {
    return CommittedRecords.of(clients, topic);
  }
}
