package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(60)
class AcceptedArchivesTest {
  private static final ConnectorName DESK = new ConnectorName("desk");
  private static final ArchiveId COMMITTED = archive(1);
  private static final ArchiveId ABORTED = archive(2);

  private final KafkaClients clients;

  AcceptedArchivesTest(KafkaConnection connection) {
    clients = new KafkaClients(connection);
  }

  @Test
  void shouldWaitForWhatIsBeingDecided() throws Exception {
    try (var producer =
            clients.transactionalProducer(UUID.randomUUID().toString(), Duration.ofSeconds(30));
        var accepted = new AcceptedArchives(clients);
        ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor()) {
      // Given an instance that has written that it accepts an archive, and not committed
      producer.initTransactions();
      write(producer, COMMITTED);

      // When somebody asks, and then it is committed
      Future<Boolean> known = asker.submit(() -> accepted.contains(DESK, COMMITTED));
      producer.commitTransaction();

      // Then the answer takes it in
      assertThat(known.get()).isTrue();

      // When another is aborted
      write(producer, ABORTED);
      Future<Boolean> other = asker.submit(() -> accepted.contains(DESK, ABORTED));
      producer.abortTransaction();

      // Then it does not
      assertThat(other.get()).isFalse();
      assertThat(accepted.containsAny(COMMITTED)).isTrue();
      assertThat(accepted.containsAny(ABORTED)).isFalse();
    }
  }

  private static void write(Producer<String, byte[]> producer, ArchiveId archive) {
    producer.beginTransaction();
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.ARCHIVES.name(), AcceptedArchives.keyOf(DESK, archive), new byte[0]));
    producer.flush();
  }

  private static ArchiveId archive(int number) {
    return new ArchiveId(Sha256.digest(new byte[] {(byte) number}).hex());
  }
}
